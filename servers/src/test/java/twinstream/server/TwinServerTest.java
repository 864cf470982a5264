package twinstream.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.delivery.Replies;
import twinstream.transport.HttpTransport;
import twinstream.transport.Opening;
import twinstream.transport.Transport;
import twinstream.transport.Transports;

class TwinServerTest {
  /// A transport with a mistake in it.
  private static final class Broken implements HttpTransport {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public boolean asksByMessage() {
      return false;
    }

    @Override
    public HttpVersion version() {
      return HttpVersion.HTTP_1_1;
    }

    @Override
    public void open(
        Opening opening, Request request, Response response, Callback callback, Replies replies) {
      throw new IllegalStateException("planted secret");
    }
  }

  private static TwinServer server(Transport transport) {
    return new TwinServer(transport, Limits.STANDARD, 0, 0);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  // start() itself refuses a handler tree that would block.
  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void startsWithATreeOfHandlersThatNeverBlock(Transport transport) {
    try (TwinServer server = server(transport).start()) {
      assertThat(server.port()).isPositive();
      assertThat(server.adminPort()).isPositive().isNotEqualTo(server.port());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/nothing", "/stream?tokens=1&rate=0"})
  void tellsNobodyWhatItRunsOn(String path) throws Exception {
    try (TwinServer server = server(Transports.named("sse-h1")).start()) {
      HttpResponse<String> response = get(server.port(), path);
      assertThat(response.headers().firstValue("Server")).isEmpty();
      assertThat(response.headers().firstValue("X-Powered-By")).isEmpty();
      assertThat(response.body()).doesNotContainIgnoringCase("jetty");
    }
  }

  @Test
  void showsNoStackTraceWhenItFails() throws Exception {
    try (TwinServer server = server(new Broken()).start()) {
      HttpResponse<String> response = get(server.port(), "/stream?tokens=1");
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("500 Server Error\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void namesThePortThatIsTaken(boolean isAdminPort) throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = other.getLocalPort();
      TwinServer server =
          new TwinServer(
              Transports.named("sse-h1"),
              Limits.STANDARD,
              isAdminPort ? 0 : taken,
              isAdminPort ? taken : 0);
      assertThatThrownBy(server::start)
          .isInstanceOf(ServerStartException.class)
          .hasMessageStartingWith("can't listen on 127.0.0.1:" + taken + " (")
          .hasMessageEndingWith("; choose another port or stop what uses it");
    }
  }

  @Test
  void givesItsPortsBackWhenItIsClosed() throws IOException {
    int port;
    int adminPort;
    try (TwinServer server = server(Transports.named("sse-h1")).start()) {
      port = server.port();
      adminPort = server.adminPort();
    }
    try (var first = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        var second = new ServerSocket(adminPort, 1, InetAddress.getLoopbackAddress())) {
      assertThat(first.isBound() && second.isBound()).isTrue();
    }
  }
}
