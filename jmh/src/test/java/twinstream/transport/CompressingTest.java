package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.Blackhole;
import twinstream.transport.Compressing.Way;

final class CompressingTest {
  private static final int TOKENS = 500;
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  @ParameterizedTest
  @EnumSource
  void comesBackAsItWas(Way way) throws IOException {
    Compressing stream = stream(way);
    var sizes = new CompressTokenBenchmark.Sizes();
    var compressed = new ByteArrayOutputStream();
    var plain = new ByteArrayOutputStream();
    var again = stream(way);
    for (int i = 0; i < TOKENS; i++) {
      plain.writeBytes(bytes(again.next()));
      compressed.writeBytes(
          bytes(new CompressTokenBenchmark().compress(stream, sizes).duplicate()));
      if (way.ofMessages()) {
        // What RFC 7692 has the receiver put back.
        compressed.writeBytes(TAIL);
      }
    }

    try (InputStream decoded = decoded(way, compressed.toByteArray())) {
      assertThat(decoded.readNBytes(plain.size())).isEqualTo(plain.toByteArray());
    }
    assertThat(sizes.tokens).isEqualTo(TOKENS);
    assertThat(sizes.bytesIn).isEqualTo(plain.size());
    assertThat(sizes.bytesOut)
        .isEqualTo(compressed.size() - (way.ofMessages() ? TOKENS * TAIL.length : 0));
    stream.free();
    again.free();
  }

  @ParameterizedTest
  @EnumSource
  void aThousandEncodersAreOpenedAndFreed(Way way) throws IOException {
    Compressing stream = stream(way);
    var growth = new EncoderMemoryBenchmark.Growth();
    var hole =
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    new EncoderMemoryBenchmark().open(stream, growth, hole);

    assertThat(growth.encoders).isEqualTo(EncoderMemoryBenchmark.ENCODERS);
    growth.free();
    stream.free();
  }

  private static InputStream decoded(Way way, byte[] bytes) throws IOException {
    var source = new ByteArrayInputStream(bytes);
    return switch (way) {
      case WS_DEFLATE, WS_DEFLATE_RESET -> new InflaterInputStream(source, new Inflater(true));
      case SSE_GZIP -> new GZIPInputStream(source);
      case SSE_BROTLI -> {
        Brotli4jLoader.ensureAvailability();
        // A flush ends at a byte, so the last, empty block (RFC 7932, 9.2) may follow.
        yield new BrotliInputStream(
            new SequenceInputStream(source, new ByteArrayInputStream(new byte[] {3})));
      }
      case SSE_ZSTD -> new ZstdInputStream(source).setContinuous(true);
    };
  }

  private static byte[] bytes(ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    return bytes;
  }

  private static Compressing stream(Way way) {
    var stream = new Compressing();
    stream.way = way;
    stream.setUp();
    return stream;
  }
}
