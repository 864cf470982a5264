package twinstream.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.transport.TestWebSocket.BINARY;
import static twinstream.transport.TestWebSocket.CLOSE;
import static twinstream.transport.TestWebSocket.CONTINUATION;
import static twinstream.transport.TestWebSocket.FIN;
import static twinstream.transport.TestWebSocket.PING;
import static twinstream.transport.TestWebSocket.PONG;
import static twinstream.transport.TestWebSocket.TEXT;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// RFC 6455 below the level of messages.
class WebSocketFramesTest {
  private static final String ASK = "{\"type\":\"ask\",\"tokens\":2,\"rate\":0,\"reply\":\"mine\"}";
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

  private TestWebSocket open() throws IOException {
    return TestWebSocket.open(server.port(), "/stream");
  }

  @Test
  void putsAMessageTogetherFromItsFrames() throws IOException {
    try (TestWebSocket socket = open()) {
      socket.send(TEXT, ASK.substring(0, 10).getBytes(UTF_8));
      socket.send(CONTINUATION, ASK.substring(10, 11).getBytes(UTF_8));
      socket.send(FIN | PING, new byte[] {42});
      socket.send(FIN | CONTINUATION, ASK.substring(11).getBytes(UTF_8));
      assertThat(socket.frame().payload()).containsExactly(42);
      assertThat(socket.must().text()).startsWith("{\"reply\":\"mine\"");
    }
  }

  @Test
  void putsACharacterTogetherThatWasCut() throws IOException {
    byte[] message = "{\"type\":\"ask\",\"é\":1}".getBytes(UTF_8);
    int middle = new String(message, ISO_8859_1).indexOf('Ã') + 1;
    try (TestWebSocket socket = open()) {
      socket.send(TEXT, Arrays.copyOf(message, middle));
      socket.send(FIN | CONTINUATION, Arrays.copyOfRange(message, middle, message.length));
      assertThat(socket.must().text()).contains("\\\"é\\\" is not a parameter");
    }
  }

  @Test
  void answersAPingWithItsPayload() throws IOException {
    byte[] payload = "0123456789".repeat(12).getBytes(UTF_8);
    try (TestWebSocket socket = open()) {
      socket.send(FIN | PING, payload);
      TestWebSocket.Frame pong = socket.frame();
      assertThat(pong.opcode()).isEqualTo(FIN | PONG);
      assertThat(pong.payload()).isEqualTo(payload);
    }
  }

  @Test
  void answersPingsWhileAReplyIsSent() throws IOException {
    try (TestWebSocket socket = TestWebSocket.open(server.port(), "/stream?tokens=5&rate=1")) {
      socket.must();
      socket.must();
      socket.send(FIN | PING, new byte[0]);
      assertThat(socket.frame().opcode()).isEqualTo(FIN | PONG);
    }
  }

  @Test
  void echoesAClose() throws IOException {
    try (TestWebSocket socket = open()) {
      socket.send(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8});
      assertThat(socket.frame().status()).isEqualTo(1000);
      assertThat(socket.client().isAtEnd()).isTrue();
    }
  }

  @Test
  void endsTheReplyOfAReaderWhoCloses() throws IOException {
    try (TestWebSocket socket = TestWebSocket.open(server.port(), "/stream?tokens=99&rate=1")) {
      socket.must();
      socket.send(FIN | CLOSE, new byte[] {0x03, (byte) 0xE8});
      assertThat(socket.closeStatus()).isEqualTo(1000);
      eventually("none is alive", () -> server.replies().alive() == 0);
      assertThat(server.replies().counts().cancelled.sum()).isOne();
    }
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    try (TestWebSocket socket = open()) {
      socket.send(FIN | TEXT, new byte[] {'"', (byte) 0xFF, '"'});
      assertThat(socket.closeStatus()).isEqualTo(1007);
    }
  }

  @Test
  void refusesAMessageThatIsTooLong() throws IOException {
    try (TestWebSocket socket = open()) {
      socket.send(FIN | TEXT, new byte[Limits.STANDARD.messageBytes() + 1]);
      assertThat(socket.closeStatus()).isEqualTo(1009);
    }
  }

  @Test
  void refusesFramesThatAddUpToAMessageThatIsTooLong() throws IOException {
    byte[] half = " ".repeat(Limits.STANDARD.messageBytes() / 2).getBytes(UTF_8);
    try (TestWebSocket socket = open()) {
      socket.send(TEXT, half);
      socket.send(CONTINUATION, half);
      socket.send(FIN | CONTINUATION, new byte[] {' '});
      assertThat(socket.closeStatus()).isEqualTo(1009);
    }
  }

  @Test
  void takesAMessageThatIsAsLongAsMayBe() throws IOException {
    String padded = ASK + " ".repeat(Limits.STANDARD.messageBytes() - ASK.length());
    try (TestWebSocket socket = open()) {
      socket.say(padded);
      assertThat(socket.rest()).hasSize(1 + 2 + 1);
    }
  }

  @Test
  void refusesBinaryMessages() throws IOException {
    try (TestWebSocket socket = open()) {
      socket.send(FIN | BINARY, new byte[] {1});
      assertThat(socket.closeStatus()).isEqualTo(1003);
    }
  }

  @Test
  void refusesAFrameThatIsNotMasked() throws IOException {
    try (TestWebSocket socket = open()) {
      socket.client().send(new byte[] {(byte) (FIN | TEXT), 2, '{', '}'});
      assertThat(socket.closeStatus()).isEqualTo(1002);
    }
  }
}
