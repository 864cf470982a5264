package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Without a network, and with other encoders than the servers'.
class DecodingTest {
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private final Scratch.Bytes sink = (bytes, from, to) -> decoded.write(bytes, from, to - from);

  private static OutputStream encoder(Offer offer, OutputStream target) throws IOException {
    return switch (offer) {
      case DEFLATE -> new GZIPOutputStream(target, true);
      case BROTLI -> {
        Brotli4jLoader.ensureAvailability();
        yield new BrotliOutputStream(target);
      }
      default -> new ZstdOutputStream(target).setCloseFrameOnFlush(false);
    };
  }

  private static byte[] event(int index) {
    return "id: r1:%d\ndata: {\"i\":%d,\"t\":\" häuser 漢字 🚀\"}\n\n"
        .formatted(index, index)
        .getBytes(UTF_8);
  }

  private Decoding decoding(Offer offer) {
    return Decoding.agreed(offer, offer.coding(), sink);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFLATE", "BROTLI", "ZSTD"})
  void handsOnEachEventThatWasFlushed(Offer offer) throws IOException {
    var wire = new ByteArrayOutputStream();
    Decoding decoding = decoding(offer);
    try (OutputStream encoder = encoder(offer, wire)) {
      for (int i = 0; i < 2_000; i++) {
        encoder.write(event(i));
        encoder.flush();
        byte[] bytes = wire.toByteArray();
        wire.reset();
        decoding.feed(bytes, 0, bytes.length);
        assertThat(decoded.toByteArray()).isEqualTo(event(i));
        decoded.reset();
      }
    }
    decoding.free();
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFLATE", "BROTLI", "ZSTD"})
  void decodesTheSameWhereverTheReadsEnd(Offer offer) throws IOException {
    var plain = new ByteArrayOutputStream();
    var wire = new ByteArrayOutputStream();
    try (OutputStream encoder = encoder(offer, wire)) {
      for (int i = 0; i < 3_000; i++) {
        plain.writeBytes(event(i));
        encoder.write(event(i));
      }
    }
    byte[] bytes = wire.toByteArray();
    for (int step : new int[] {1, 7, 4096, bytes.length}) {
      decoded.reset();
      Decoding decoding = decoding(offer);
      for (int at = 0; at < bytes.length; at += step) {
        decoding.feed(bytes, at, Math.min(at + step, bytes.length));
      }
      decoding.free();
      assertThat(decoded.toByteArray()).as("reads of %d", step).isEqualTo(plain.toByteArray());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFLATE", "BROTLI", "ZSTD"})
  void refusesBytesOfNoSuchCoding(Offer offer) {
    Decoding decoding = decoding(offer);
    byte[] plain = "event: reply\ndata: {\"reply\":\"r1\"}\n\n".getBytes(UTF_8);
    assertThatThrownBy(() -> decoding.feed(plain, 0, plain.length))
        .isInstanceOf(Decoding.WrongBytesException.class);
    decoding.free();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -5})
  void noticesWhenChecksumOrLengthOfGzipIsWrong(int fromEnd) throws IOException {
    var wire = new ByteArrayOutputStream();
    try (OutputStream encoder = encoder(Offer.DEFLATE, wire)) {
      encoder.write(event(1));
    }
    byte[] bytes = wire.toByteArray();
    bytes[bytes.length + fromEnd] ^= 1;
    Decoding decoding = decoding(Offer.DEFLATE);
    assertThatThrownBy(() -> decoding.feed(bytes, 0, bytes.length))
        .hasMessageContaining("checksum");
    decoding.free();
  }

  @Test
  void refusesWhatWasNotOffered() {
    assertThatThrownBy(() -> Decoding.agreed(Offer.OFF, "gzip", sink))
        .hasMessage("content coding null was offered, but the response has gzip");
  }

  @Test
  void handsPlainBytesOnAsTheyAre() {
    Decoding decoding = decoding(Offer.OFF);
    byte[] bytes = event(3);
    decoding.feed(bytes, 0, bytes.length);
    assertThat(decoded.toByteArray()).isEqualTo(Arrays.copyOf(bytes, bytes.length));
  }
}
