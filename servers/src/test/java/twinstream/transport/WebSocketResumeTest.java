package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// Coming back by a message, which only a WebSocket has.
class WebSocketResumeTest {
  private final TwinServer server =
      new TwinServer(Transports.named("ws-h1"), Limits.STANDARD, 0, 0).start();

  @AfterEach
  void stop() {
    server.close();
  }

  private TestWebSocket open(String target) throws IOException {
    return TestWebSocket.open(server.port(), target);
  }

  private static List<String> tokens(List<Item> items) {
    return items.stream().filter(item -> item.kind() == Kind.TOKEN).map(Item::text).toList();
  }

  @Test
  void goesOnByAMessageAndThenTakesTheNextRequest() throws IOException {
    List<String> seen = new ArrayList<>();
    try (TestWebSocket cut = open("/stream?tokens=9&rate=200&nonce=n&reply=mine")) {
      cut.must();
      seen.add(cut.must().text());
      seen.add(cut.must().text());
    }
    try (TestWebSocket socket = open("/stream")) {
      socket.say("{\"type\":\"resume\",\"reply\":\"mine\",\"from\":2}");
      seen.addAll(tokens(socket.rest()));
      socket.say("{\"type\":\"resume\",\"reply\":\"mine\"}");
      assertThat(tokens(socket.rest())).isEqualTo(seen).hasSize(9);
      socket.say("{\"type\":\"ask\",\"tokens\":2,\"rate\":0}");
      assertThat(tokens(socket.rest())).hasSize(2);
    }
  }

  @Test
  void endsAConnectionThatAskedForOneReplyAndGotItsRest() throws IOException {
    try (TestWebSocket all = open("/stream?tokens=3&rate=0&reply=mine")) {
      all.rest();
    }
    try (TestWebSocket socket = open("/stream?reply=mine&from=1&close=true")) {
      assertThat(tokens(socket.rest())).hasSize(2);
      assertThat(socket.closeStatus()).isEqualTo(1000);
    }
  }

  @Test
  void doesNotGoOnWithWhatItsReaderCancelled() throws IOException {
    try (TestWebSocket socket = open("/stream?tokens=9&rate=5&reply=mine")) {
      socket.must();
      socket.say("{\"type\":\"cancel\",\"reply\":\"mine\"}");
      socket.rest();
      socket.say("{\"type\":\"resume\",\"reply\":\"mine\",\"from\":1}");
      expectFailure(
          socket,
          "expired",
          "reply \"mine\" was cancelled by its reader, so it can't be resumed; ask for a new one");
    }
    try (RawClient client = new RawClient(server.port())) {
      client.get("/stream?reply=mine&from=1", TestWebSocket.UPGRADE);
      assertThat(client.head().status()).isEqualTo(410);
    }
  }

  @Test
  void refusesToGoOnBeforeTheReplyAtHandHasEnded() throws IOException {
    try (TestWebSocket socket = open("/stream?tokens=9&rate=1&reply=mine")) {
      socket.must();
      socket.say("{\"type\":\"resume\",\"reply\":\"mine\",\"from\":0}");
      expectFailure(
          socket,
          "bad-request",
          "reply \"mine\" has not ended; one reply at a time, ask again after [DONE]");
    }
  }

  @Test
  void leavesAReplyResumableWhenAnUpgradeForItsRestFails() throws IOException {
    try (TestWebSocket all = open("/stream?tokens=3&rate=0&reply=mine")) {
      all.rest();
    }
    try (RawClient client = new RawClient(server.port())) {
      client.get("/stream?reply=mine&from=1", withExtensions("broken;;=\""));
      client.head();
    }
    try (TestWebSocket socket = open("/stream?reply=mine&from=1")) {
      assertThat(tokens(socket.rest())).hasSize(2);
    }
  }

  private static String[] withExtensions(String extensions) {
    List<String> headers = new ArrayList<>(List.of(TestWebSocket.UPGRADE));
    headers.add("Sec-WebSocket-Extensions: " + extensions);
    return headers.toArray(String[]::new);
  }

  private static void expectFailure(TestWebSocket socket, String code, String sentence)
      throws IOException {
    Item item = socket.must();
    while (item.kind() != Kind.FAILURE) {
      item = socket.must();
    }
    var failure = JsonMapper.shared().readTree(item.text());
    assertThat(failure.get("code").asString()).isEqualTo(code);
    assertThat(failure.get("message").asString()).isEqualTo(sentence);
    assertThat(socket.closeStatus()).isEqualTo(1008);
  }
}
