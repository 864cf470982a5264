package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.transport.TestWebSocket.BINARY;
import static twinstream.transport.TestWebSocket.CLOSE;
import static twinstream.transport.TestWebSocket.FIN;
import static twinstream.transport.TestWebSocket.PING;
import static twinstream.transport.TestWebSocket.TEXT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// The closing handshake (RFC 6455, 7) while tokens are on their way: whoever closes and why, the
/// close frame comes, and it comes last. Repeated, because tokens and close race.
class WebSocketClosingTest {
  private static final int TIMES = 50;
  private static final String FAST = "/stream?tokens=100000&rate=10000&reply=mine";

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

  private TestWebSocket amidTokens() throws IOException {
    TestWebSocket socket = TestWebSocket.open(server.port(), FAST);
    for (int i = 0; i < 20; i++) {
      socket.must();
    }
    return socket;
  }

  private static List<TestWebSocket.Frame> upToClose(TestWebSocket socket) throws IOException {
    List<TestWebSocket.Frame> frames = new ArrayList<>();
    do {
      frames.add(socket.frame());
    } while (frames.getLast().opcode() != (FIN | CLOSE));
    return frames;
  }

  @RepeatedTest(TIMES)
  void echoesACloseThatComesAmidTokens() throws IOException {
    try (TestWebSocket socket = amidTokens()) {
      socket.send(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8});
      assertThat(upToClose(socket).getLast().status()).isEqualTo(1000);
      assertThat(socket.client().isAtEnd()).isTrue();
    }
    eventually("none is alive", () -> server.replies().alive() == 0);
    assertThat(server.replies().counts().cancelled.sum()).isOne();
  }

  @RepeatedTest(TIMES)
  void tellsAReaderWhyItIsCutOffAmidTokens() throws IOException {
    try (TestWebSocket socket = amidTokens()) {
      socket.send(FIN | BINARY, new byte[] {1});
      assertThat(upToClose(socket).getLast().status()).isEqualTo(1003);
    }
    eventually("none is alive", () -> server.replies().alive() == 0);
  }

  @RepeatedTest(TIMES)
  void tellsWhatIsWrongBeforeItCloses() throws IOException {
    try (TestWebSocket socket = amidTokens()) {
      for (int i = 0; i < 5; i++) {
        socket.send(FIN | PING, new byte[] {42});
      }
      socket.send(FIN | TEXT, "{\"type\":\"sing\"}".getBytes(UTF_8));
      List<TestWebSocket.Frame> frames = upToClose(socket);
      assertThat(frames.getLast().status()).isEqualTo(1008);
      assertThat(frames.get(frames.size() - 2).text())
          .startsWith("{\"type\":\"error\",\"code\":\"bad-request\"");
    }
    eventually("none is alive", () -> server.replies().alive() == 0);
  }
}
