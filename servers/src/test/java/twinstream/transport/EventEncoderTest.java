package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventEncoderTest {
  private static ContentCoding coding(Compression compression) {
    return Objects.requireNonNull(ContentCoding.of(compression));
  }

  private static byte[] encode(EventEncoder encoder, byte[] events, boolean last) {
    ByteBuffer source = ByteBuffer.allocateDirect(events.length).put(events).flip();
    ByteBuffer target = ByteBuffer.allocateDirect(encoder.maxBytes(events.length));
    encoder.encode(source, last, target);
    assertThat(source.hasRemaining()).isFalse();
    byte[] encoded = new byte[target.flip().remaining()];
    target.get(encoded);
    return encoded;
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFLATE", "BROTLI", "ZSTD"})
  void letsEachOfManyEventsBeDecodedAtOnce(Compression compression) throws IOException {
    ContentCoding coding = coding(compression);
    EventEncoder encoder = coding.encoders().get();
    try (Decoding decoding = Decoding.of(coding.name())) {
      for (int i = 0; i < 3_000; i++) {
        byte[] event =
            "id: r1:%d\ndata: {\"i\":%d,\"t\":\" häuser 漢字 🚀\"}\n\n"
                .formatted(i, i)
                .getBytes(UTF_8);
        assertThat(decoding.feed(encode(encoder, event, i == 2_999))).isEqualTo(event);
      }
      decoding.assertComplete();
    } finally {
      encoder.free();
    }
  }

  /// Sizes around those at which the libraries cut blocks, of bytes that can't be compressed.
  @ParameterizedTest
  @EnumSource(names = {"DEFLATE", "BROTLI", "ZSTD"})
  void needsNoMoreRoomThanItAsksFor(Compression compression) throws IOException {
    ContentCoding coding = coding(compression);
    Random random = new Random(1);
    EventEncoder encoder = coding.encoders().get();
    try (Decoding decoding = Decoding.of(coding.name())) {
      var sent = new ByteArrayOutputStream();
      for (int size = 1; size < 300_000; size += 1 + size / 3) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        sent.writeBytes(noise);
        decoding.take(encode(encoder, noise, false));
        assertThat(decoding.all()).hasSize(sent.size());
      }
      decoding.take(encode(encoder, new byte[] {'\n'}, true));
      sent.write('\n');
      assertThat(decoding.all()).isEqualTo(sent.toByteArray());
      decoding.assertComplete();
    } finally {
      encoder.free();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFLATE", "BROTLI", "ZSTD"})
  void usesWhatCameBeforeInTheStream(Compression compression) {
    EventEncoder encoder = coding(compression).encoders().get();
    byte[] event = "id: r1:1234\ndata: {\"i\":1234,\"t\":\" streaming\"}\n\n".getBytes(UTF_8);
    int first = encode(encoder, event, false).length;
    int second = encode(encoder, event, false).length;
    encoder.free();
    assertThat(second).isLessThan(first / 2);
  }
}
