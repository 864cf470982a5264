package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// The opening handshake (RFC 6455, 4.2). What fails is answered here and reaches no other handler.
class WebSocketUpgradeTest {
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

  // The headers of a right upgrade, without the named one, and with others.
  private RawClient.Head upgrade(String target, String without, String... with) throws IOException {
    Stream<String> kept =
        Arrays.stream(TestWebSocket.UPGRADE).filter(header -> !header.startsWith(without + ":"));
    try (RawClient client = new RawClient(server.port())) {
      return client
          .get(target, Stream.concat(kept, Arrays.stream(with)).toArray(String[]::new))
          .head();
    }
  }

  @Test
  void asksForAnUpgradeWhereTheRequestIsNone() throws IOException {
    RawClient.Head head = upgrade("/stream", "Upgrade");
    assertThat(head.status()).isEqualTo(426);
    assertThat(head.header("Upgrade")).isEqualTo("websocket");
    assertThat(head.header("Connection")).isEqualTo("Upgrade");
  }

  @Test
  void namesTheVersionThatItSpeaks() throws IOException {
    RawClient.Head head = upgrade("/stream", "Sec-WebSocket-Version", "Sec-WebSocket-Version: 12");
    assertThat(head.status()).isEqualTo(426);
    assertThat(head.header("Sec-WebSocket-Version")).isEqualTo("13");
    assertThat(head.header("Upgrade")).isEqualTo("websocket");
    assertThat(head.header("Connection")).isEqualTo("Upgrade");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-WebSocket-Key,X-Nothing: 1",
    "Sec-WebSocket-Key,Sec-WebSocket-Key: c2hvcnQ=",
    "Sec-WebSocket-Key,Sec-WebSocket-Key: ***",
    "Connection,X-Nothing: 1",
    "Connection,Connection: keep-alive",
  })
  void refusesWhatIsMissingOrWrong(String without, String with) throws IOException {
    assertThat(upgrade("/stream?tokens=1", without, with).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Content-Length: 3",
        "Transfer-Encoding: chunked"
      })
  void refusesWhatMayNotBeThereOrNotTwice(String more) throws IOException {
    assertThat(upgrade("/stream?tokens=1&first=600000", "", more).status()).isEqualTo(400);
    assertThat(server.replies().alive()).isZero();
  }

  @Test
  void refusesASecondVersion() throws IOException {
    assertThat(upgrade("/stream", "", "Sec-WebSocket-Version: 8").status()).isEqualTo(426);
  }

  @Test
  void takesConnectionAsAListInAnyCase() throws IOException {
    assertThat(upgrade("/stream", "Connection", "Connection: keep-alive, uPGRADE").status())
        .isEqualTo(101);
  }

  @Test
  void refusesHttp10() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      String request = RawClient.request("GET", "/stream", TestWebSocket.UPGRADE);
      client.send(request.replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(client.head().status()).isEqualTo(400);
    }
  }

  @Test
  void refusesPost() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("POST", "/stream", TestWebSocket.UPGRADE));
      assertThat(client.head().status()).isEqualTo(405);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"permessage-deflate", "fragment; maxLength=1", "identity", "nonsense"})
  void acceptsNoExtension(String extension) throws IOException {
    RawClient.Head head = upgrade("/stream", "", "Sec-WebSocket-Extensions: " + extension);
    assertThat(head.status()).isEqualTo(101);
    assertThat(head.header("Sec-WebSocket-Extensions")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "a;b=\"c", "a;=b"})
  void keepsNoIdOfAReplyThatNeverStarted(String extension) throws IOException {
    String target = "/stream?tokens=1&first=600000&reply=mine";
    RawClient.Head head = upgrade(target, "", "Sec-WebSocket-Extensions: " + extension);
    assertThat(head.status()).isEqualTo(400);
    assertThat(server.replies().alive()).isZero();
    assertThat(server.replies().counts().refused.sum()).isOne();
  }

  @Test
  void keepsNoIdOfAReaderWhoLeavesAmidTheUpgrade() throws IOException {
    for (int i = 0; i < 200; i++) {
      RawClient client = new RawClient(server.port());
      String target = "/stream?tokens=1&first=600000&reply=mine" + i;
      TestReader.knock(Transports.named("ws-h1"), client, target);
      client.reset();
    }
    eventually("no reply is alive", () -> server.replies().alive() == 0);
  }
}
