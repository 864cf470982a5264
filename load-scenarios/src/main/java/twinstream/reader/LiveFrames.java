package twinstream.reader;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One case of frames, sent to a running server as it is.
final class LiveFrames {
  private static final String CUT = "cut without a close frame";
  private static final int SHORT_BYTES = 1_024;
  private static final int MAX_MESSAGE_BYTES = 65_536;
  // A client's close with code 1000 and a mask of zeros (RFC 6455, 5.3).
  private static final byte[] CLOSE = {
    (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, MaskedFrame.NORMAL[0], MaskedFrame.NORMAL[1]
  };

  private LiveFrames() {}

  /// The cases that any server must answer alike, whatever its messages mean and without an
  /// extension.
  static Stream<JsonNode> cases() {
    return CaseFile.cases("ws-cases.json")
        .filter(one -> !one.has("offer"))
        .filter(one -> !expected(one).isEmpty())
        .filter(one -> expected(one).stream().flatMap(List::stream).noneMatch(LiveFrames::isEcho));
  }

  private static boolean isEcho(String seen) {
    return seen.startsWith("text") || seen.startsWith("binary");
  }

  static PublicCases.Outcome outcome(JsonNode one, boolean http2, int port) {
    List<List<String>> expected = expected(one);
    List<String> seen;
    try (RawExchange exchange = RawExchange.webSocket(http2, port, "/stream")) {
      seen = played(one, expected.getFirst(), exchange);
    } catch (IOException | FrameParser.ProtocolException e) {
      seen = List.of(e.toString());
    }
    return new PublicCases.Outcome(
        CaseFile.id(one),
        expected.contains(seen)
            ? Optional.empty()
            : Optional.of("%s instead of %s".formatted(seen, expected.getFirst())));
  }

  // What is right; more than one where the standard leaves a choice.
  private static List<List<String>> expected(JsonNode one) {
    JsonNode expect = one.path("expect");
    Stream<JsonNode> options =
        expect.path("outcome").asString().equals("either")
            ? expect.path("options").valueStream()
            : Stream.of(expect);
    return options.flatMap(option -> expected(option, mayBeCut(one))).toList();
  }

  private static Stream<List<String>> expected(JsonNode expect, boolean mayBeCut) {
    boolean fails = expect.path("outcome").asString().equals("fail");
    List<String> messages =
        expect
            .path(fails ? "messagesBefore" : "messages")
            .valueStream()
            .map(CaseFile::message)
            .toList();
    Stream<String> ends =
        expect
            .path("closeCodes")
            .valueStream()
            .map(code -> SeenFrames.close(code.isNull() ? SeenFrames.NO_CODE : code.asInt()));
    return Stream.concat(ends, fails && mayBeCut ? Stream.of(CUT) : Stream.empty())
        .map(end -> Stream.concat(messages.stream(), Stream.of(end)).toList());
  }

  // What a server has not read when it closes can tear its close frame down with it.
  private static boolean mayBeCut(JsonNode one) {
    List<byte[]> steps = CaseFile.steps(one).toList();
    return steps.size() > 1 || steps.getFirst().length > SHORT_BYTES;
  }

  private static List<String> played(JsonNode one, List<String> expected, RawExchange exchange)
      throws IOException {
    var answers = new Answers();
    var parser = new FrameParser(answers, MAX_MESSAGE_BYTES);
    send(sent(one), exchange);
    // Where anything comes before the end, closing is the client's part.
    int due = expected.size() - 1;
    boolean closing = due == 0;
    for (byte[] bytes = exchange.next(); bytes.length > 0; bytes = exchange.next()) {
      parser.feed(bytes, 0, bytes.length);
      if (!closing && answers.seen.size() >= due) {
        closing = true;
        exchange.send(CLOSE);
      }
    }
    if (!answers.closed) {
      answers.seen.add(CUT);
    }
    return answers.seen;
  }

  private static void send(List<byte[]> steps, RawExchange exchange) throws IOException {
    try {
      for (byte[] step : steps) {
        exchange.send(step);
      }
    } catch (SocketException _) {
      // The server had seen enough; what it answered can still be read.
    }
  }

  // A server may wait for the payload that a frame announces, but no longer than for its first
  // byte.
  private static List<byte[]> sent(JsonNode one) {
    Stream<byte[]> more =
        one.path("waitAllowed").asBoolean(false) ? Stream.of(new byte[1]) : Stream.empty();
    return Stream.concat(CaseFile.steps(one), more).toList();
  }

  private static final class Answers extends SeenFrames {
    private boolean closed;

    @Override
    public void ping(byte[] bytes, int from, int to) {}

    @Override
    public void pong(byte[] bytes, int from, int to) {
      seen.add(message("pong", bytes, from, to));
    }

    @Override
    public void close(int code, byte[] reason, int from, int to) {
      closed = true;
      super.close(code, reason, from, to);
    }
  }
}
