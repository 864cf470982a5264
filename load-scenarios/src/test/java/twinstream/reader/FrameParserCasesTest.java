package twinstream.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class FrameParserCasesTest {
  private static final int MAX = 65_536;

  private final ServerFrames frames = new ServerFrames();
  private final FrameParser parser = new FrameParser(frames, MAX);

  static Stream<Named<JsonNode>> cases(String... outcomes) {
    return Cases.of("ws-cases.json")
        .filter(one -> List.of(outcomes).contains(outcome(one.getPayload())));
  }

  static Stream<Named<JsonNode>> delivered() {
    return cases("messages");
  }

  static Stream<Named<JsonNode>> refused() {
    return cases("fail");
  }

  static Stream<Named<JsonNode>> closed() {
    return cases("closed");
  }

  @ParameterizedTest
  @MethodSource("delivered")
  void readsTheMessagesOfTheCase(JsonNode one) {
    feed(one);

    assertThat(answerable()).isEqualTo(messages(one.path("expect").path("messages")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatTheCaseDoesWrongAfterWhatWasRight(JsonNode one) {
    boolean refused = false;
    try {
      feed(one);
    } catch (FrameParser.ProtocolException _) {
      refused = true;
    }

    assertThat(refused).isTrue();
    assertThat(answerable()).isEqualTo(messages(one.path("expect").path("messagesBefore")));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void readsTheCloseOfTheCaseAndNothingBehindIt(JsonNode one) {
    feed(one);

    JsonNode code = one.path("expect").path("closeCodes").path(0);
    assertThat(frames.seen)
        .singleElement()
        .asString()
        .startsWith("close " + (code.isNull() ? 1005 : code.asInt()));
  }

  private void feed(JsonNode one) {
    for (JsonNode step : one.path("steps")) {
      pending.writeBytes(bytes(step));
    }
    byte[] frames = ServerFrames.unmasked(pending.toByteArray());
    for (int i = 0; i < frames.length; i += 7) {
      parser.feed(frames, i, Math.min(i + 7, frames.length));
    }
  }

  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  private static byte[] bytes(JsonNode step) {
    return step.has("send") ? decoded(step.path("send")) : parts(step.path("sendParts"));
  }

  private static byte[] parts(JsonNode parts) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(decoded(parts.path("head")));
    byte[] repeated = decoded(parts.path("repeat"));
    for (int i = 0; i < parts.path("times").asInt(); i++) {
      all.writeBytes(repeated);
    }
    all.writeBytes(decoded(parts.path("tail")));
    return all.toByteArray();
  }

  private static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }

  // An endpoint answers a ping by a pong of the same payload, and a pong by nothing.
  private List<String> answerable() {
    return frames.seen.stream()
        .filter(frame -> !frame.startsWith("pong"))
        .map(frame -> frame.replace("ping", "pong"))
        .toList();
  }

  private static List<String> messages(JsonNode messages) {
    return messages.valueStream().map(FrameParserCasesTest::message).toList();
  }

  private static String message(JsonNode message) {
    byte[] payload =
        message.has("b64") ? decoded(message.path("b64")) : parts(message.path("parts"));
    return (message.path("type").asString() + " " + HexFormat.of().formatHex(payload)).strip();
  }

  private static String outcome(JsonNode one) {
    return one.path("expect").path("outcome").asString();
  }
}
