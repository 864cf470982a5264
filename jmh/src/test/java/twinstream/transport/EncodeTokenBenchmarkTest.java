package twinstream.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Message;
import twinstream.jmh.AllocatedBytes;
import twinstream.jmh.Corpus;
import twinstream.workload.TokenCorpus;

final class EncodeTokenBenchmarkTest {
  private static final int TOKENS = 5_000;

  @Test
  void isListedWhereJmhLooksForBenchmarks() throws IOException {
    try (var list =
        Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/BenchmarkList"))) {
      assertThat(new String(list.readAllBytes(), UTF_8))
          .contains("twinstream.transport.EncodeTokenBenchmark")
          .contains("envelope", "event", "chunk", "frame");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai"})
  void eventChunkAndFrameCarryTheSameEnvelope(String envelope) {
    Encoders encoders = encoders(envelope);
    for (int i = 0; i < TOKENS; i++) {
      var piece = encoders.next();
      String json = text(encoders.envelope(piece));
      String event = "id: r1024:%d\ndata: %s\n\n".formatted(piece.token().index(), json);

      assertThat(text(encoders.event(piece))).isEqualTo(event);
      assertThat(text(encoders.chunk(piece))).isEqualTo("\r\n%x\r\n%s", event.length(), event);
      assertThat(text(encoders.frame(piece))).isEqualTo(frame(json));
    }
  }

  private static String frame(String json) {
    String length =
        json.length() <= 125
            ? "" + (char) json.length()
            : "~" + (char) (json.length() >> 8) + (char) (json.length() & 0xFF);
    return "\u0081" + length + json;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "openai"})
  void theOtherWaysComeToTheSameBytes(String envelope) {
    Encoders encoders = encoders(envelope);
    for (int i = 0; i < Corpus.TOKENS; i++) {
      String event = text(encoders.event(encoders.piece(i)));
      String frame = text(encoders.frame(encoders.piece(i)));

      assertThat(text(encoders.eventOfText(i))).isEqualTo(event);
      assertThat(text(encoders.eventAgain(i))).isEqualTo(event);
      assertThat(text(encoders.frameOfText(i))).isEqualTo(frame);
      assertThat(text(encoders.frameAgain(i))).isEqualTo(frame);
    }
  }

  static Stream<Function<Encoders, Function<Message.Piece, ByteBuffer>>> steps() {
    return Stream.of(
        encoders -> encoders::envelope,
        encoders -> encoders::event,
        encoders -> encoders::chunk,
        encoders -> encoders::frame);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void theServersOwnWaysAllocateNothing(
      Function<Encoders, Function<Message.Piece, ByteBuffer>> step) {
    for (String envelope : new String[] {"plain", "openai"}) {
      Encoders encoders = encoders(envelope);
      var encode = step.apply(encoders);

      assertThat(
              AllocatedBytes.by(() -> {
                for (int i = 0; i < TOKENS; i++) {
                  var _ = encode.apply(encoders.next());
                }
              }))
          .isLessThan(TOKENS);
    }
  }

  @Test
  void rotatesThroughTheCorpus() {
    Encoders encoders = encoders("plain");

    assertThat(encoders.next().token().text()).isEqualTo(TokenCorpus.standard().text(0));
    assertThat(encoders.next().token().text()).isEqualTo(TokenCorpus.standard().text(1));
  }

  private static Encoders encoders(String envelope) {
    var encoders = new Encoders();
    encoders.envelope = envelope;
    encoders.setUp();
    return encoders;
  }

  // One character a byte.
  private static String text(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes.duplicate()).toString();
  }
}
