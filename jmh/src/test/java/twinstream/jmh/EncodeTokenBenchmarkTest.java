package twinstream.jmh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.workload.TokenCorpus;

final class EncodeTokenBenchmarkTest {
  private static final int TOKENS = 5_000;

  @Test
  void isListedWhereJmhLooksForBenchmarks() throws IOException {
    try (var list =
        Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/BenchmarkList"))) {
      assertThat(new String(list.readAllBytes(), UTF_8))
          .contains("twinstream.jmh.EncodeTokenBenchmark")
          .contains("empty", "envelope", "sseEvent", "sseChunk", "webSocketFrame");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai"})
  void theEventAndTheFrameCarryTheSameEnvelope(String envelope) throws IOException {
    Encoders encoders = encoders(envelope);
    for (int i = 0; i < TOKENS; i++) {
      var piece = encoders.next();
      String json = text(encoders.envelope(piece));
      ByteBuffer frameHeader = encoders.frameHeader(encoders.envelope(piece));

      assertThat(text(encoders.event(piece)))
          .isEqualTo("id: r1024:%d\ndata: %s\n\n", piece.token().index(), json);
      assertThat(payloadBytes(frameHeader)).isEqualTo(json.length());
    }
  }

  @Test
  void theChunkHeaderEndsTheChunkBeforeAndGivesTheLengthOfTheEvent() throws IOException {
    Encoders encoders = encoders("plain");
    for (int i = 0; i < TOKENS; i++) {
      ByteBuffer event = encoders.event(encoders.next());

      assertThat(text(encoders.chunkHeader(event)))
          .isEqualTo("\r\n%X\r\n".formatted(event.remaining()));
    }
  }

  @Test
  void rotatesThroughTheCorpus() throws IOException {
    Encoders encoders = encoders("plain");

    assertThat(encoders.next().token().text()).isEqualTo(TokenCorpus.standard().text(0));
    assertThat(encoders.next().token().text()).isEqualTo(TokenCorpus.standard().text(1));
  }

  private static Encoders encoders(String envelope) throws IOException {
    var encoders = new Encoders();
    encoders.envelope = envelope;
    encoders.setUp();
    return encoders;
  }

  // One character a byte.
  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes.duplicate()).toString();
  }

  /// Payload length of an unmasked, unfragmented text frame (RFC 6455, 5.2).
  private static int payloadBytes(ByteBuffer header) {
    assertThat(header.get() & 0xFF).isEqualTo(0x81);
    int length = header.get();
    int bytes = length == 126 ? header.getShort() & 0xFFFF : length;
    assertThat(header.hasRemaining()).isFalse();
    return bytes;
  }
}
