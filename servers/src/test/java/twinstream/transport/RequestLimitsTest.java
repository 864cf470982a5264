package twinstream.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// What is refused for its form alone, and that a refusal tells nothing about the server.
@Timeout(30)
class RequestLimitsTest {
  private @Nullable TwinServer started;

  private int serve(String transport) {
    Limits limits = Limits.STANDARD.withOrigins(Set.of("https://friend.example"));
    started = new TwinServer(Transports.named(transport), limits, 0, 0).start();
    return started.port();
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private static int status(Http2TestClient client, String transport, String field)
      throws Exception {
    String target = "/stream?tokens=1&rate=0";
    return transport.equals("ws-h2")
        ? client.webSocket(target, field).status()
        : client.get(target, field).status();
  }

  @ParameterizedTest
  @CsvSource({
    "sse-h2,https://foreign.example,403",
    "ws-h2,https://foreign.example,403",
    "sse-h2,null,403",
    "ws-h2,null,403",
    "sse-h2,https://localhost,403",
    "sse-h2,http://localhost,200",
    "ws-h2,http://localhost,200",
    "sse-h2,https://friend.example,200",
    "ws-h2,https://friend.example,200",
  })
  void checksOriginsOverHttp2(String transport, String origin, int status) throws Exception {
    try (var client = new Http2TestClient(serve(transport))) {
      assertThat(status(client, transport, "origin: " + origin)).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1", "sse-h2"})
  void allowsNoOtherOriginsPagesToReadByDefault(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport))) {
      RawClient.Head head =
          TestReader.head(transport, client, "/stream?tokens=1", "Origin: https://friend.example");
      assertThat(head.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
    }
  }

  private static void assertTellsNothing(RawClient client, RawClient.Head head) throws IOException {
    assertThat(head.headers()).doesNotContainKeys("Server", "X-Powered-By");
    assertThat(client.text(head)).doesNotContainIgnoringCase("jetty").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"sse-h1", "ws-h1", "sse-h2", "ws-h2"})
  void refusesLongHeaders(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport))) {
      RawClient.Head head =
          client.get("/stream?tokens=1", "X-Long: " + "a".repeat(9 * 1024)).head();
      assertThat(head.status()).isEqualTo(431);
      assertTellsNothing(client, head);
    }
  }

  @ParameterizedTest
  @CsvSource({"sse-h1", "ws-h1", "sse-h2", "ws-h2"})
  void refusesALongTarget(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport))) {
      RawClient.Head head = client.get("/stream?" + "a".repeat(9 * 1024)).head();
      assertThat(head.status()).isEqualTo(414);
      assertTellsNothing(client, head);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /stream HTTP/9.9,505",
    "GET /%zz HTTP/1.1,400",
  })
  void refusesWhatIsNoRequest(String line, int status) throws IOException {
    try (RawClient client = new RawClient(serve("sse-h1"))) {
      RawClient.Head head = client.send(line + "\r\nHost: localhost\r\n\r\n").head();
      assertThat(head.status()).isEqualTo(status);
      assertTellsNothing(client, head);
    }
  }

  @ParameterizedTest
  @CsvSource({"sse-h1", "ws-h1", "sse-h2", "ws-h2"})
  void refusesContentAndInflatesNone(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport))) {
      RawClient.Head head =
          TestReader.head(
              transport,
              client,
              "/stream?tokens=1",
              "Content-Encoding: gzip",
              "Content-Length: 10");
      assertThat(head.status()).isEqualTo(400);
      assertThat(client.text(head)).isEqualTo("a request must have no content; ask by the query\n");
    }
  }

  @Test
  void refusesContentOverHttp2() throws Exception {
    try (var client = new Http2TestClient(serve("sse-h2"))) {
      var exchange = client.send("GET", "/stream?tokens=1", false, "content-length: 10");
      assertThat(exchange.status()).isEqualTo(400);
    }
  }

  @Test
  void closesAWebSocketOverHttp2WhoseMessageIsTooLarge() throws Exception {
    try (var client = new Http2TestClient(serve("ws-h2"))) {
      var socket = client.webSocket("/stream");
      assertThat(socket.status()).isEqualTo(200);
      int length = 64 * 1024 + 1;
      ByteBuffer frame = ByteBuffer.allocate(14 + length);
      // Text, masked with zeros (RFC 6455, 5.2).
      frame.put((byte) 0x81).put((byte) 0xff).putLong(length).putInt(0);
      socket.send(frame.array());
      String close = new String(new byte[] {3, (byte) 0xf1}, ISO_8859_1);
      eventually("close 1009", () -> socket.text().contains(close));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 8 * 1024 + 1, Integer.MAX_VALUE})
  void hangsUpOnARequestOfTheControlOfSuchALength(int length) throws IOException {
    try (RawClient client = new RawClient(serve("raw-tcp"))) {
      client.send(ByteBuffer.allocate(4).putInt(length).array());
      assertThat(client.isAtEnd()).isTrue();
    }
  }
}
