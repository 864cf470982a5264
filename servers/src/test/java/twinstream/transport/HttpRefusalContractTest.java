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
@FieldSource("MOUNTS")
class HttpRefusalContractTest {
  static final List<Mount> MOUNTS =
      Mount.ALL.stream().filter(mount -> mount.transport() instanceof HttpTransport).toList();

  private static final Limits LIMITS =
      Limits.STANDARD.withOrigins(Set.of("https://friend.example"));

  private final Mount mount;
  private final TwinServer server;

  HttpRefusalContractTest(Mount mount) {
    this.mount = mount;
    server = mount.server(LIMITS);
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
    return mount.answer(server.port(), target, headers);
  }

  // A plain request, not one that opens a WebSocket.
  private Exchange request(RawClient client, String method, String target) throws IOException {
    return ((HttpTransport) mount.transport()).version() == HttpVersion.HTTP_2
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

  @Test
  void keepsPagesOfItsOwnHostOutThatCameByTheOtherScheme() throws IOException {
    String origin = mount.tls() ? "http://localhost" : "https://localhost";
    assertThat(answer("/stream?tokens=1", "Origin: " + origin).status()).isEqualTo(403);
  }

  @Test
  void keepsPagesOfAnotherPortOfItsHostOut() throws IOException {
    assertThat(answer("/stream?tokens=1", "Origin: " + own() + ":1").status()).isEqualTo(403);
  }

  @Test
  void letsPagesOfItsOwnIn() throws IOException {
    assertThat(answer("/stream?tokens=1", "Origin: " + own()).isOpen()).isTrue();
  }

  @Test
  void letsPagesInThatAreAllowed() throws IOException {
    assertThat(answer("/stream?tokens=1", "Origin: https://friend.example").isOpen()).isTrue();
  }

  // As the test's clients call the server.
  private String own() {
    return mount.tls() ? "https://localhost" : "http://localhost";
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "HEAD", "OPTIONS"})
  void refusesEveryMethodButGet(String method) throws IOException {
    try (RawClient client = mount.client(server.port())) {
      RawClient.Head head = request(client, method, "/stream?tokens=1").head();
      assertThat(head.status()).isEqualTo(405);
      assertThat(head.header("Allow")).isEqualTo("GET");
    }
  }

  @Test
  void isHealthyWhileItListens() throws IOException {
    try (RawClient client = mount.client(server.port())) {
      Exchange exchange = request(client, "GET", "/health");
      RawClient.Head head = exchange.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(exchange.text(head)).isEqualTo("ok\n");
    }
  }

  @Test
  void answersARefusalAsPlainTextThatNobodyKeeps() throws IOException {
    try (RawClient client = mount.client(server.port())) {
      RawClient.Head head = request(client, "GET", "/stream?tokens=0").head();
      assertThat(head.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(head.header("Cache-Control")).isEqualTo("no-store");
      assertThat(head.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }
}
