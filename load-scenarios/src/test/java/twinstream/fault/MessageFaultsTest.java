package twinstream.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.fault.Fault.MessageFault;
import twinstream.fault.Fault.MessageFault.Kind;

/// Chunks are written as `3 abc;` for `3\r\nabc\r\n`.
class MessageFaultsTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String UPGRADE = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n";

  @ParameterizedTest
  @EnumSource(Shape.class)
  void doesWhatItsKindSaysInChunks(Shape shape) {
    expectChunks(shape, Kind.DROP, "1 a;1 :;1 c;1 d;1 e;1 f;1 g;0 ;");
    expectChunks(shape, Kind.DOUBLE, "1 a;1 b;1 b;1 :;1 c;1 d;1 e;1 f;1 g;0 ;");
    expectChunks(shape, Kind.SWAP, "1 a;1 :;1 c;1 b;1 d;1 e;1 f;1 g;0 ;");
    expectChunks(shape, Kind.CORRUPT, "1 a;1 x;1 :;1 c;1 d;1 e;1 f;1 g;0 ;");
    expectChunks(shape, Kind.MERGE, "1 a;1 b;1 :;1 c;1 d;1 e;1 f;1 g;0 ;");
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void doesWhatItsKindSaysInFrames(Shape shape) {
    expectFrames(shape, Kind.DROP, "a", "!", "c", "d", "e", "f", "g");
    expectFrames(shape, Kind.DOUBLE, "a", "b", "b", "!", "c", "d", "e", "f", "g");
    expectFrames(shape, Kind.SWAP, "a", "!", "c", "b", "d", "e", "f", "g");
    expectFrames(shape, Kind.CORRUPT, "a", "x", "!", "c", "d", "e", "f", "g");
    expectFrames(shape, Kind.MERGE, "a", "b", "!", "c", "d", "e", "f", "g");
  }

  @Test
  void cutsBehindTheLineEndOfTheChunk() {
    var passed = new Passed();
    var faults = new MessageFaults(List.of(new MessageFault(Kind.CUT, 1)), passed);
    feed(faults, HEAD + chunks("1 a;1 b;1 c;"), Shape.WHOLE);

    assertThat(passed.text()).startsWith(HEAD + chunks("1 a;1 b;") + "<FIN_BOTH>");
  }

  @Test
  void mergesFiveIntoOneWrite() {
    var passed = new Passed();
    var faults = new MessageFaults(List.of(new MessageFault(Kind.MERGE, 0)), passed);
    feed(faults, UPGRADE, Shape.WHOLE);
    for (String message : List.of("a", "b", "c", "d")) {
      feed(faults, frame(message), Shape.WHOLE);
    }
    assertThat(passed.calls).containsExactly(UPGRADE);
    feed(faults, frame("e"), Shape.WHOLE);

    assertThat(passed.calls).containsExactly(UPGRADE, frames("a", "b", "c", "d", "e"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 125, 126, 65_535, 65_536, 200_000})
  void dropsAFrameOfAnyLength(int length) {
    String stream = UPGRADE + frame("a".repeat(length)) + frame("b");

    assertThat(after(new MessageFault(Kind.DROP, 0), stream, Shape.SPLIT))
        .isEqualTo(UPGRADE + frame("b") + "<FIN>");
  }

  @Test
  void holdsNothingBackWhenTheStreamEndsTooEarly() {
    assertThat(after(new MessageFault(Kind.SWAP, 1), HEAD + chunks("1 a;1 b;0 ;"), Shape.BYTES))
        .isEqualTo(HEAD + chunks("1 a;1 b;0 ;") + "<FIN>");
    assertThat(after(new MessageFault(Kind.MERGE, 1), UPGRADE + frames("a", "b"), Shape.BYTES))
        .isEqualTo(UPGRADE + frames("a", "b") + "<FIN>");
    assertThat(after(new MessageFault(Kind.DROP, 9), HEAD + "5\r\nab", Shape.BYTES))
        .isEqualTo(HEAD + "5\r\nab<FIN>");
  }

  @Test
  void countsOnThroughAllResponsesOfAConnection() {
    String refusal = "HTTP/1.1 400 Bad Request\r\nContent-Length: 7\r\n\r\n1\r\nz\r\n!";
    String stream = refusal + HEAD + chunks("1 a;0 ;") + HEAD + chunks("1 b;1 c;0 ;");

    assertThat(after(new MessageFault(Kind.DROP, 1), stream, Shape.BYTES))
        .isEqualTo(refusal + HEAD + chunks("1 a;0 ;") + HEAD + chunks("1 c;0 ;") + "<FIN>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no protocol at all\r\n\r\nz",
        "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void passesWhatItCanNotReadUnchanged(String stream) {
    assertThat(after(new MessageFault(Kind.DROP, 0), stream, Shape.BYTES))
        .isEqualTo(stream + "<FIN>");
  }

  /// How a stream is cut into reads.
  enum Shape {
    WHOLE,
    SPLIT,
    BYTES
  }

  private static void expectChunks(Shape shape, Kind kind, String expected) {
    assertThat(
            after(
                new MessageFault(kind, 1),
                HEAD + chunks("1 a;1 b;1 :;1 c;1 d;1 e;1 f;1 g;0 ;"),
                shape))
        .as("%s, %s", kind, shape)
        .isEqualTo(HEAD + chunks(expected) + "<FIN>");
  }

  private static void expectFrames(Shape shape, Kind kind, String... expected) {
    assertThat(
            after(
                new MessageFault(kind, 1),
                UPGRADE + frames("a", "b", "!", "c", "d", "e", "f", "g"),
                shape))
        .as("%s, %s", kind, shape)
        .isEqualTo(UPGRADE + frames(expected) + "<FIN>");
  }

  private static String after(MessageFault fault, String stream, Shape shape) {
    var passed = new Passed();
    var faults = new MessageFaults(List.of(fault), passed);
    feed(faults, stream, shape);
    faults.end(Ending.FIN);
    return passed.text();
  }

  private static void feed(MessageFaults faults, String stream, Shape shape) {
    byte[] bytes = stream.getBytes(ISO_8859_1);
    int step =
        switch (shape) {
          case WHOLE -> bytes.length;
          case SPLIT -> Math.max(1, bytes.length * 2 / 5);
          case BYTES -> 1;
        };
    for (int at = 0; at < bytes.length; at += step) {
      faults.bytes(bytes, at, Math.min(bytes.length, at + step));
    }
  }

  private static String chunks(String text) {
    return text.replace(" ", "\r\n").replace(";", "\r\n");
  }

  private static String frames(String... messages) {
    return Arrays.stream(messages).map(MessageFaultsTest::frame).reduce("", String::concat);
  }

  // A "!" stands for a ping.
  private static String frame(String text) {
    char first = text.equals("!") ? (char) 0x89 : (char) 0x81;
    int length = text.length();
    if (length < 126) {
      return "" + first + (char) length + text;
    }
    return length < 65_536
        ? "" + first + (char) 126 + (char) (length >> 8) + (char) (length & 0xFF) + text
        : ""
            + first
            + (char) 127
            + "\0\0\0\0\0"
            + (char) (length >> 16)
            + (char) (length >> 8 & 0xFF)
            + (char) (length & 0xFF)
            + text;
  }
}
