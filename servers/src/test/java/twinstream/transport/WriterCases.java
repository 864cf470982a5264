package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.Message;
import twinstream.transport.StrictEvents.Event;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

/// What others have found writers of event streams to do wrong.
final class WriterCases {
  static final List<JsonNode> ALL = Cases.of("sse-cases.json", "encodeCases");

  /// No message takes an event's type or a comment from outside, so no such value can be sent.
  static final List<JsonNode> SENDABLE =
      ALL.stream()
          .filter(one -> !one.get("fields").has("event") && !one.get("fields").has("comment"))
          .toList();

  /// The writer has no way to be given a comment.
  static final List<JsonNode> WRITABLE =
      ALL.stream().filter(one -> !one.get("fields").has("comment")).toList();

  private WriterCases() {}

  /// Name, place and case.
  static Stream<Arguments> arguments(List<JsonNode> cases) {
    return IntStream.range(0, cases.size())
        .mapToObj(i -> Arguments.of(Cases.id(cases.get(i)), i, cases.get(i)));
  }

  static String data(JsonNode one) {
    JsonNode repeat = one.get("fields").path("dataRepeat");
    return repeat.isArray()
        ? repeat.get(0).asString().repeat(repeat.get(1).asInt())
        : one.get("fields").get("data").asString();
  }

  static String field(JsonNode one, String name) {
    return one.get("fields").path(name).asString("");
  }

  /// One that ends its line, or that readers ignore, is refused: never written in another form.
  static boolean isRefused(JsonNode one) {
    return Cases.id(one).matches("enc-id-(lf|cr|nul)|enc-event-lf");
  }

  static List<Event> expected(JsonNode one) {
    JsonNode event = one.get("expect").get("events").path(0);
    return List.of(
        new Event(
            event.path("type").asString("message"),
            event.path("data").asString(data(one)),
            event.path("lastEventId").asString("")));
  }

  static Message token(Envelope envelope, JsonNode one) {
    return new Message.Piece(Ascii.of("mine"), envelope, new Token(7, data(one).getBytes(UTF_8)));
  }

  static String text(Envelope envelope, String json) {
    JsonNode node = JsonMapper.shared().readTree(json);
    return switch (envelope) {
      case PLAIN -> node.get("t").asString();
      case OPENAI -> node.get("choices").get(0).get("delta").get("content").asString();
      case AI_SDK -> node.get("delta").asString();
    };
  }
}
