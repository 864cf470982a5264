package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// Asking and cancelling on an open WebSocket.
class WebSocketConversationTest {
  private final TwinServer server =
      new TwinServer(Transports.named("ws-h1"), Limits.STANDARD, 0, 0);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestWebSocket open(String target) throws IOException {
    return TestWebSocket.open(server.port(), target);
  }

  private static void expectReply(TestWebSocket socket, String id, int tokens) throws IOException {
    List<Item> items = socket.rest();
    assertThat(items.getFirst().text()).startsWith("{\"reply\":\"" + id + "\"");
    assertThat(items).hasSize(1 + tokens + 1);
  }

  @Test
  void answersOneAskAfterTheOther() throws IOException {
    try (TestWebSocket socket = open("/stream")) {
      for (int i = 0; i < 10; i++) {
        socket.say("{\"type\":\"ask\",\"tokens\":5,\"rate\":0,\"reply\":\"n%d\"}".formatted(i));
        expectReply(socket, "n" + i, 5);
      }
    }
  }

  @Test
  void takesAnAskBehindTheReplyOfTheQuery() throws IOException {
    try (TestWebSocket socket = open("/stream?tokens=3&rate=0&reply=first")) {
      expectReply(socket, "first", 3);
      socket.say("{\"type\":\"ask\",\"tokens\":\"4\",\"rate\":\"0\",\"reply\":\"second\"}");
      expectReply(socket, "second", 4);
    }
  }

  @Test
  void closesAfterTheReplyOfTheQueryWhenAskedTo() throws IOException {
    try (TestWebSocket socket = open("/stream?tokens=3&rate=0&close=true")) {
      assertThat(socket.rest()).hasSize(1 + 3 + 1);
      assertThat(socket.frame().status()).isEqualTo(1000);
    }
  }

  @Test
  void endsAReplyThatIsCancelledAndTakesTheNextAsk() throws IOException {
    try (TestWebSocket socket = open("/stream?tokens=90&rate=1&reply=mine")) {
      socket.must();
      socket.say("{\"type\":\"cancel\",\"reply\":\"mine\"}");
      assertThat(socket.rest().getLast().kind()).isEqualTo(Kind.DONE);
      socket.say("{\"type\":\"ask\",\"tokens\":2,\"rate\":0,\"reply\":\"next\"}");
      expectReply(socket, "next", 2);
    }
  }

  @Test
  void takesNoOffenceAtACancelThatCrossedTheEnd() throws IOException {
    try (TestWebSocket socket = open("/stream?tokens=1&rate=0&reply=mine")) {
      socket.rest();
      socket.say("{\"type\":\"cancel\",\"reply\":\"mine\"}");
      socket.say("{\"type\":\"ask\",\"tokens\":2,\"rate\":0,\"reply\":\"next\"}");
      expectReply(socket, "next", 2);
    }
  }
}
