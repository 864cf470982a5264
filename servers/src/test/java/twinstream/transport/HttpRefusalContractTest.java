package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Answer;

/// What every transport over HTTP refuses because of a method or a header, which the control has
/// not.
@ParameterizedClass
@FieldSource("TRANSPORTS")
class HttpRefusalContractTest {
  static final List<HttpTransport> TRANSPORTS =
      Transports.ALL.stream()
          .filter(HttpTransport.class::isInstance)
          .map(HttpTransport.class::cast)
          .toList();

  private static final Limits LIMITS =
      Limits.STANDARD.withOrigins(Set.of("https://friend.example"));

  private final HttpTransport transport;
  private final TwinServer server;

  HttpRefusalContractTest(HttpTransport transport) {
    this.transport = transport;
    server = new TwinServer(transport, LIMITS, 0, 0);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer answer(String target, String... headers) throws IOException {
    return TestReader.answer(transport, server.port(), target, headers);
  }

  // A plain request, not one that opens a WebSocket.
  private Exchange request(RawClient client, String method, String target) throws IOException {
    return transport.version() == HttpVersion.HTTP_2
        ? new Http2Client(client).request(method, target, true)
        : client.send(RawClient.request(method, target, "Content-Length: 0"));
  }

  @Test
  void refusesALastEventIdWithASentence() throws IOException {
    assertThat(answer("/stream?tokens=5", "Last-Event-ID: r1:3"))
        .isEqualTo(
            new Answer(
                404,
                "reply \"r1\" is not known here, so it can't be resumed; ask for a new one\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://foreign.example", "null", "http://localhost.foreign.example"})
  void keepsForeignPagesOut(String origin) throws IOException {
    assertThat(answer("/stream?tokens=1", "Origin: " + origin).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost", "https://friend.example"})
  void letsPagesInThatAreItsOwnOrAllowed(String origin) throws IOException {
    assertThat(answer("/stream?tokens=1", "Origin: " + origin).isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "HEAD", "OPTIONS"})
  void refusesEveryMethodButGet(String method) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Head head = request(client, method, "/stream?tokens=1").head();
      assertThat(head.status()).isEqualTo(405);
      assertThat(head.header("Allow")).isEqualTo("GET");
    }
  }

  @Test
  void isHealthyWhileItListens() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      Exchange exchange = request(client, "GET", "/health");
      RawClient.Head head = exchange.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(exchange.text(head)).isEqualTo("ok\n");
    }
  }

  @Test
  void answersARefusalAsPlainTextThatNobodyKeeps() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Head head = request(client, "GET", "/stream?tokens=0").head();
      assertThat(head.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(head.header("Cache-Control")).isEqualTo("no-store");
      assertThat(head.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }
}
