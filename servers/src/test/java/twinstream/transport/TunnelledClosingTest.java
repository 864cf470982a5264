package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.transport.TestWebSocket.CLOSE;
import static twinstream.transport.TestWebSocket.FIN;
import static twinstream.transport.TestWebSocket.TEXT;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.DeliveryCounts;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// How a WebSocket on a stream of HTTP/2 ends (RFC 8441, 5): END_STREAM stands for FIN, RST_STREAM
/// for RST, and the connection goes on.
class TunnelledClosingTest {
  private static final String SILENT = "/stream?tokens=9&first=600000";
  private static final String FAST = "/stream?tokens=100000&rate=10000";
  private static final byte[] NORMAL = {0x03, (byte) 0xE8};

  private final TwinServer server =
      new TwinServer(Transports.named("ws-h2"), Limits.STANDARD, 0, 0);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// A connection, one stream of it, and the WebSocket on that.
  private record Tunnel(Http2Client connection, Http2Stream stream, TestWebSocket socket)
      implements AutoCloseable {
    void close(byte[] payload) throws IOException {
      socket.send(FIN | CLOSE, payload);
    }

    /// The status of the server's close frame, which must be the last that it says on the stream.
    int closeStatus() throws IOException {
      int status = socket.closeStatus();
      assertThat(stream.chunk()).as("what follows the close frame").isEmpty();
      assertThat(stream.hasEnded()).as("END_STREAM").isTrue();
      return status;
    }

    /// Asks for something else on the same connection.
    void assertOthersAreServed() throws IOException {
      assertThat(connection.goneAway()).isNegative();
      assertThat(connection.webSocket("/stream?tokens=3&rate=0").opened().rest()).hasSize(5);
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  private Tunnel open(String target) throws IOException {
    Http2Client connection = new Http2Client(new RawClient(server.port()));
    Http2Stream stream = connection.connect(target);
    TestWebSocket socket = new TestWebSocket(stream, connection.client()).opened();
    socket.must();
    return new Tunnel(connection, stream, socket);
  }

  private DeliveryCounts counts() {
    return server.replies().counts();
  }

  private void assertNobodyIsLeft() {
    eventually("no stream is open", () -> counts().open() == 0);
    eventually("no reply is alive", () -> server.replies().alive() == 0);
    assertThat(counts().cancelled.sum()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {SILENT, FAST})
  void answersACloseAndEndsTheStream(String target) throws IOException {
    try (Tunnel tunnel = open(target)) {
      tunnel.close(NORMAL);
      assertThat(tunnel.closeStatus()).isEqualTo(1000);
      assertNobodyIsLeft();
      tunnel.assertOthersAreServed();
    }
  }

  @Test
  void needsNoEndOfTheReadersSideToEndItsOwn() throws IOException {
    try (Tunnel tunnel = open(SILENT)) {
      tunnel.close(NORMAL);
      assertThat(tunnel.closeStatus()).isEqualTo(1000);
      tunnel.stream().finish();
      tunnel.assertOthersAreServed();
    }
  }

  @Test
  void takesResetWithoutACloseForLeaving() throws IOException {
    try (Tunnel tunnel = open(FAST)) {
      tunnel.socket().cancel();
      assertNobodyIsLeft();
      tunnel.assertOthersAreServed();
    }
  }

  @Test
  void takesEndOfStreamWithoutACloseForLeaving() throws IOException {
    try (Tunnel tunnel = open(FAST)) {
      tunnel.stream().finish();
      assertNobodyIsLeft();
      tunnel.stream().awaitEnd();
      tunnel.assertOthersAreServed();
    }
  }

  @Test
  void hearsNothingBehindAClose() throws IOException {
    try (Tunnel tunnel = open(SILENT)) {
      tunnel.close(NORMAL);
      tunnel.socket().send(FIN | TEXT, "{\"type\":\"ask\",\"tokens\":3}".getBytes(UTF_8));
      assertThat(tunnel.closeStatus()).isEqualTo(1000);
      assertNobodyIsLeft();
      assertThat(counts().tokens.sum()).isZero();
      tunnel.assertOthersAreServed();
    }
  }

  @Test
  void saysWhyItClosesWhenTheCloseIsWrong() throws IOException {
    try (Tunnel tunnel = open(SILENT)) {
      // Half a status (RFC 6455, 5.5.1).
      tunnel.close(new byte[] {0x03});
      assertThat(tunnel.closeStatus()).isEqualTo(1002);
      assertNobodyIsLeft();
      tunnel.assertOthersAreServed();
    }
  }
}
