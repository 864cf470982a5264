package twinstream.transport;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One case of frames: what a client sends after the upgrade, and what a server that echoes
/// messages must answer.
///
/// @param compressed true when the client offers `permessage-deflate`
/// @param steps bytes to be written one after the other; none for a pause in which the next answer
///   comes
/// @param right what is as it should be; more than one where the standard leaves a choice
/// @param leaves true when the client vanishes after the last step
/// @param mayWait true when the server may wait for more than the case sends
record FrameCase(
    String id,
    boolean compressed,
    List<byte[]> steps,
    List<Seen> right,
    boolean leaves,
    boolean mayWait) {
  static final String CUT = "cut without a close frame";
  static final String WAITS = "waits for more";
  private static final int SHORT_BYTES = 1_024;

  /// What came back.
  ///
  /// @param messages pongs among them, each by its kind and its payload in hex
  /// @param end `close` with its status, or without if it has none, or [#CUT]
  record Seen(List<String> messages, String end) {
    static String message(String kind, byte[] payload) {
      return kind + " " + HexFormat.of().formatHex(payload);
    }

    static String close(JsonNode status) {
      return status.isNull() ? "close" : "close " + status.asInt();
    }
  }

  static List<FrameCase> all() {
    return Cases.of("ws-cases.json", "cases").stream().map(FrameCase::of).toList();
  }

  private static FrameCase of(JsonNode one) {
    JsonNode expect = one.get("expect");
    List<byte[]> steps =
        one.get("steps").valueStream().map(step -> Cases.bytes(step, "send", "sendParts")).toList();
    // What a server has not read when it closes can tear its close frame down with it.
    boolean mayBeCut = steps.size() > 1 || steps.getFirst().length > SHORT_BYTES;
    String outcome = expect.get("outcome").asString();
    return new FrameCase(
        Cases.id(one),
        one.has("offer"),
        steps,
        (outcome.equals("either") ? expect.get("options").valueStream() : Stream.of(expect))
            .flatMap(option -> right(option, mayBeCut))
            .toList(),
        outcome.equals("clientEof"),
        one.has("waitAllowed"));
  }

  private static Stream<Seen> right(JsonNode expect, boolean mayBeCut) {
    boolean fails = expect.get("outcome").asString().equals("fail");
    List<String> messages =
        expect
            .path(fails ? "messagesBefore" : "messages")
            .valueStream()
            .map(message ->
                Seen.message(message.get("type").asString(), Cases.bytes(message, "b64", "parts")))
            .toList();
    return Stream.concat(
            expect.path("closeCodes").valueStream().map(Seen::close),
            fails && mayBeCut ? Stream.of(CUT) : Stream.empty())
        .map(end -> new Seen(messages, end));
  }

  /// How many answers come before the client closes; 0 when closing is the server's part.
  int answersBeforeClosing() {
    return right.stream()
        .filter(seen -> seen.end().equals("close 1000"))
        .mapToInt(seen -> seen.messages().size())
        .max()
        .orElse(0);
  }

  /// True when any server that speaks the protocol must answer so, whatever its messages mean.
  boolean needsNoEcho() {
    return right.stream()
        .flatMap(seen -> seen.messages().stream())
        .allMatch(message -> message.startsWith("pong"));
  }

  @Override
  public String toString() {
    return id;
  }
}
