package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.Limits;
import twinstream.delivery.Message;
import twinstream.server.TwinServer;

/// What others have found to go wrong, see the README beside the cases. Of the WebSocket cases
/// those that need no echo.
class PublicCasesTest {
  private static final TwinServer SERVER =
      new TwinServer(Transports.named("ws-h1"), Limits.STANDARD, 0, 0);

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Stream<Arguments> cases(String file, String list) throws IOException {
    String name = "/twinstream/cases/" + file;
    try (InputStream in = Objects.requireNonNull(PublicCasesTest.class.getResourceAsStream(name))) {
      return JsonMapper.shared()
          .readTree(in)
          .get(list)
          .valueStream()
          .map(one -> Arguments.of(one.get("id").asString(), one));
    }
  }

  private static JsonNode node(Arguments arguments) {
    return (JsonNode) arguments.get()[1];
  }

  static Stream<Arguments> values() throws IOException {
    // The writer takes no event type and no comment from outside.
    return cases("sse-cases.json", "encodeCases")
        .filter(one -> !node(one).get("fields").has("event"))
        .filter(one -> !node(one).get("fields").has("comment"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void writesHostileValuesSoThatOnlyTheyAreRead(String id, JsonNode one) {
    JsonNode fields = one.get("fields");
    JsonNode repeat = fields.path("dataRepeat");
    String data =
        repeat.isArray()
            ? repeat.get(0).asString().repeat(repeat.get(1).asInt())
            : fields.get("data").asString();
    Message message = new Message.Plain(fields.path("id").asString(""), data);
    if (id.matches("enc-id-(lf|cr|nul)")) {
      assertThat(one.get("expect").get("rejectingIsAlsoFine").asBoolean()).isTrue();
      assertThatThrownBy(() -> EventWriterTest.written(message))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    JsonNode expected = one.get("expect").get("events").path(0);
    assertThat(read(EventWriterTest.written(message)))
        .containsExactly(
            expected.path("lastEventId").asString(""), expected.path("data").asString(data));
  }

  // Last event id and data of the one event (WHATWG HTML, 9.2.6); a line end is LF, CR or CRLF.
  private static List<String> read(String stream) {
    String id = "";
    List<String> data = new ArrayList<>();
    for (String line : stream.split("\r\n|\r|\n", -1)) {
      String[] field = line.split(": ?", 2);
      switch (field[0]) {
        case "id" -> id = field[1];
        case "data" -> data.add(field[1]);
        default -> assertThat(line).isEmpty();
      }
    }
    return List.of(id, String.join("\n", data));
  }

  static Stream<Arguments> handshakes() throws IOException {
    return cases("ws-cases.json", "handshakes");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("handshakes")
  void answersHandshakes(String id, JsonNode one) throws IOException {
    try (RawClient client = new RawClient(SERVER.port())) {
      client.send(one.get("request").asString().replace("{path}", "/stream"));
      RawClient.Head head = client.head();
      assertThat(one.get("expectStatus").valueStream().map(JsonNode::asInt))
          .contains(head.status());
      one.path("expectHeaders")
          .properties()
          .forEach(field ->
              assertThat(head.header(field.getKey())).isEqualTo(field.getValue().asString()));
    }
  }

  static Stream<Arguments> closings() throws IOException {
    return cases("ws-cases.json", "cases")
        .filter(one -> !node(one).get("id").asString().startsWith("pmd-"))
        .filter(one -> node(one).get("expect").get("outcome").asString().matches("fail|closed"))
        .filter(one -> node(one).get("expect").path("messagesBefore").isEmpty())
        // No byte of the payload comes: Jetty waits for it, and the idle time-out ends it.
        .filter(one -> !node(one).get("id").asString().equals("too-big-header"))
        .filter(one -> node(one).get("steps").get(0).has("send"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("closings")
  void closesWithTheStatusThatTheCaseAsksFor(String id, JsonNode one) throws IOException {
    try (TestWebSocket socket = TestWebSocket.open(SERVER.port(), "/stream")) {
      for (JsonNode step : one.get("steps")) {
        socket
            .client()
            .send(Base64.getDecoder().decode(step.get("send").asString().getBytes(UTF_8)));
      }
      byte[] payload = socket.frame().payload();
      Integer status =
          payload.length == 0
              ? null
              : Integer.valueOf((payload[0] & 0xFF) << 8 | payload[1] & 0xFF);
      assertThat(
              one.get("expect")
                  .get("closeCodes")
                  .valueStream()
                  .map(code -> code.isNull() ? null : code.asInt()))
          .contains(status);
    }
  }
}
