package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Message;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

class EventWriterTest {
  private static final String ID = "r".repeat(64);

  /// The bytes of a message; fails when [EventWriter#maxBytes] is too small for it.
  static String written(Message message) {
    ByteBuffer target = ByteBuffer.allocate(EventWriter.maxBytes(message));
    EventWriter.write(message, target);
    return new String(target.array(), 0, target.position(), UTF_8);
  }

  private static Message piece(Envelope envelope, String id, int index, String text) {
    return new Message.Piece(id, envelope, new Token(index, text.getBytes(UTF_8)));
  }

  @Test
  void namesReplyAndIndexInTheIdOfAToken() {
    assertThat(written(piece(Envelope.PLAIN, "r1", 7, "Hello")))
        .isEqualTo("id: r1:7\ndata: {\"i\":7,\"t\":\"Hello\"}\n\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 99, 100, 99_999, Integer.MAX_VALUE})
  void writesEveryIndexInDecimal(int index) {
    assertThat(written(piece(Envelope.PLAIN, "r", index, ""))).startsWith("id: r:" + index + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void keepsAHostileTokenInsideItsLine(Envelope envelope) {
    String event = written(piece(envelope, ID, 0, "\r\n\n\ndata: evil\u0000\u2028\"\\😀"));
    assertThat(event).doesNotContain("\r").endsWith("}\n\n");
    assertThat(event.lines()).hasSize(3);
  }

  @Test
  void writesTheControlRecordAsAnEventOfItsOwn() {
    assertThat(written(new Message.Start("r1", 5, 0, 200)))
        .isEqualTo(
            "event: reply\ndata:"
                + " {\"reply\":\"r1\",\"originNanos\":5,\"stepNanos\":0,\"tokens\":200}\n\n");
  }

  @Test
  void keepsAllDigitsOfATimeThatADoubleWouldRound() {
    assertThat(written(new Message.Start("r1", Long.MAX_VALUE, Long.MIN_VALUE, 1)))
        .contains("\"originNanos\":\"9223372036854775807\",\"stepNanos\":\"-9223372036854775808\"");
  }

  @Test
  void writesDoneAndHeartbeat() {
    assertThat(written(Message.Done.INSTANCE)).isEqualTo("data: [DONE]\n\n");
    assertThat(written(Message.Heartbeat.INSTANCE)).isEqualTo(":\n\n");
  }

  @Test
  void writesAnErrorAsAnEventOfItsOwn() {
    assertThat(written(new Message.Failure("bad-request", "\"x\"\r\n\ndata: evil")))
        .isEqualTo(
            "event: error\ndata: {\"code\":\"bad-request\",\"message\":"
                + "\"\\\"x\\\"\\r\\n\\ndata: evil\"}\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb"})
  void writesALineBreakInDataAsALineOfItsOwn(String text) {
    assertThat(written(new Message.Plain("", text))).isEqualTo("data: a\ndata: b\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\n2", "1\r2", "1\u00002"})
  void refusesAnIdThatWouldEndItsLineOrBeVoid(String id) {
    ByteBuffer target = ByteBuffer.allocate(100);
    assertThatThrownBy(() -> EventWriter.write(new Message.Plain(id, "a"), target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at 1");
    assertThat(target.position()).isZero();
  }

  static Stream<Message> costly() {
    String worst = "\n\r\u0000\u2028é😀\ud800".repeat(50);
    return Stream.of(
        new Message.Plain("é…😀".repeat(20), worst),
        new Message.Plain("", "\n".repeat(500)),
        new Message.Plain("", ""),
        new Message.Failure(Message.Failure.BAD_REQUEST, worst),
        new Message.Failure(Message.Failure.BAD_REQUEST, "\u0001".repeat(500)),
        new Message.Start(ID, Long.MIN_VALUE, Long.MIN_VALUE, 100_000),
        piece(Envelope.OPENAI, ID, Integer.MAX_VALUE, "\u0001".repeat(100)),
        piece(Envelope.AI_SDK, ID, Integer.MAX_VALUE, "\"".repeat(100)),
        piece(Envelope.PLAIN, ID, Integer.MAX_VALUE, worst));
  }

  @ParameterizedTest
  @MethodSource("costly")
  void needsNoMoreRoomThanItSays(Message message) {
    assertThat(written(message)).endsWith("\n\n");
  }
}
