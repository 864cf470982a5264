package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Message;
import twinstream.workload.Ascii;
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
    return new Message.Piece(Ascii.of(id), envelope, new Token(index, text.getBytes(UTF_8)));
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
  @ValueSource(strings = {"\n", "\r", "\r\n", "\u0000"})
  void refusesAnIdOrATypeThatWouldEndItsLineOrBeVoid(String hostile) {
    ByteBuffer target = ByteBuffer.allocate(200);
    byte[] data = {'x'};
    String evil = "1" + hostile + "data: evil";
    for (ThrowingCallable write :
        List.<ThrowingCallable>of(
            () -> EventWriter.event(evil, "", data, target),
            () -> EventWriter.event("", evil, data, target),
            () -> EventWriter.event("1", evil, data, target),
            () -> EventWriter.write(new Message.Plain(evil, "x"), target))) {
      assertThatThrownBy(write)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at 1");
      assertThat(target.position()).isZero();
    }
  }

  // A reader takes one space from the front of a value, and no more (WHATWG HTML, 9.2.6).
  @ParameterizedTest
  @ValueSource(strings = {" leading", ":colon", "\uFEFFmark", "a\u2028b", "\u2029", "a\u0085b", ""})
  void keepsWhatIsNoLineBreakAsItIs(String value) {
    ByteBuffer target = ByteBuffer.allocate(200);
    EventWriter.event("1", "t", value.getBytes(UTF_8), target);
    assertThat(new String(target.array(), 0, target.position(), UTF_8))
        .isEqualTo("id: 1\nevent: t\ndata: " + value + "\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {" leading", ":colon", "\uFEFFmark", "a\u2028b"})
  void keepsAnIdOrATypeThatIsStrangeButOneLine(String value) {
    ByteBuffer target = ByteBuffer.allocate(200);
    EventWriter.event(value, value, new byte[] {'x'}, target);
    assertThat(new String(target.array(), 0, target.position(), UTF_8))
        .isEqualTo("id: %s\nevent: %s\ndata: x\n\n".formatted(value, value));
  }

  // EventSource has events of its own by these names; a server's are told apart by their data.
  @ParameterizedTest
  @ValueSource(strings = {"error", "open"})
  void writesATypeThatReadersUseThemselves(String type) {
    ByteBuffer target = ByteBuffer.allocate(100);
    EventWriter.event("", type, new byte[] {'x'}, target);
    assertThat(new String(target.array(), 0, target.position(), UTF_8))
        .isEqualTo("event: " + type + "\ndata: x\n\n");
  }

  @ParameterizedTest
  @EnumSource
  void doesNotEndTheReplyWithATokenThatSaysDone(Envelope envelope) {
    String event = written(piece(envelope, "r1", 0, "[DONE]"));
    assertThat(event).contains("data: {").doesNotContain("data: [DONE]");
  }

  @Test
  void writesALineOfAMebibyteWhole() {
    String text = "x".repeat(1 << 20);
    assertThat(written(piece(Envelope.PLAIN, "r1", 0, text)))
        .isEqualTo("id: r1:0\ndata: {\"i\":0,\"t\":\"" + text + "\"}\n\n");
    assertThat(written(new Message.Plain("", text))).isEqualTo("data: " + text + "\n\n");
  }

  @Test
  void writesNoCommentOfAnybodysMaking() {
    assertThat(written(new Message.Heartbeat(1_500))).isEqualTo("retry: 1500\n:\n\n");
  }

  @Test
  void saysOnceAndInFrontHowLongToWaitBeforeComingBack() {
    assertThat(written(new Message.Start("r1", 5, 0, 200, 2_345, null)))
        .startsWith("retry: 2345\nevent: reply\ndata: {\"reply\":\"r1\",");
  }

  @Test
  void tellsAReaderWhoCameBackWhatTheLogHolds() {
    String hash = "0".repeat(64);
    var resumed = new Message.Start.Resumed(7, hash, hash);
    assertThat(written(new Message.Start("r1", 5, 0, 200, Integer.MAX_VALUE, resumed)))
        .endsWith(
            "\"tokens\":200,\"from\":7,\"hash\":\"%s\",\"whole\":\"%s\"}\n\n"
                .formatted(hash, hash));
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
