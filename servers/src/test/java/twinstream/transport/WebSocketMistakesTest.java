package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// What a reader is told who gets it wrong on an open WebSocket, and that the connection is closed.
class WebSocketMistakesTest {
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

  private static void expectFailure(TestWebSocket socket, String code, String sentence)
      throws IOException {
    Item item = socket.must();
    while (item.kind() != Kind.FAILURE) {
      item = socket.must();
    }
    JsonNode failure = JsonMapper.shared().readTree(item.text());
    assertThat(failure.get("type").asString()).isEqualTo("error");
    assertThat(failure.get("code").asString()).isEqualTo(code);
    assertThat(failure.get("message").asString()).isEqualTo(sentence);
    assertThat(socket.frame().status()).isEqualTo(1008);
  }

  @Test
  void refusesASecondReplyBeforeTheFirstHasEnded() throws IOException {
    try (TestWebSocket socket = open("/stream?tokens=9&rate=1&reply=mine")) {
      socket.say("{\"type\":\"ask\",\"tokens\":1}");
      expectFailure(
          socket,
          "bad-request",
          "reply \"mine\" has not ended; one reply at a time, ask again after [DONE]");
    }
  }

  @Test
  void refusesASecondReplyThatIsAskedForTogetherWithTheUpgrade() throws IOException {
    byte[] ask = "{\"type\":\"ask\",\"tokens\":1}".getBytes(UTF_8);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(
        RawClient.request("GET", "/stream?tokens=9&rate=1", TestWebSocket.UPGRADE).getBytes(UTF_8));
    both.writeBytes(TestWebSocket.masked(TestWebSocket.FIN | TestWebSocket.TEXT, ask));
    try (RawClient client = new RawClient(server.port());
        TestWebSocket socket = new TestWebSocket(client.send(both.toByteArray())).opened()) {
      assertThat(socket.must().kind()).isEqualTo(Kind.START);
      assertThat(socket.closeStatus()).isEqualTo(1008);
    }
  }

  @Test
  void refusesTheIdOfAReplyThatIsAliveElsewhere() throws IOException {
    try (TestWebSocket _ = open("/stream?tokens=9&rate=1&reply=mine");
        TestWebSocket socket = open("/stream")) {
      socket.say("{\"type\":\"ask\",\"tokens\":1,\"reply\":\"mine\"}");
      expectFailure(
          socket,
          "conflict",
          "reply \"mine\" is still being sent; ask for another id or leave it out");
    }
  }

  @Test
  void refusesToResumeWhatItDoesNotKeep() throws IOException {
    try (TestWebSocket socket = open("/stream")) {
      socket.say("{\"type\":\"resume\",\"reply\":\"r1\",\"from\":3}");
      expectFailure(
          socket,
          "not-found",
          "reply \"r1\" is not known here, so it can't be resumed; ask for a new one");
    }
  }

  @Test
  void refusesToAnswerOnASilentStream() throws IOException {
    try (TestWebSocket socket = open("/idle")) {
      socket.say("{\"type\":\"ask\",\"tokens\":1}");
      expectFailure(socket, "bad-request", "this stream is silent; ask for replies at /stream");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | a message must be a JSON object such as {\"type\":\"ask\",\"tokens\":20}, but is"
            + " \"hello\"",
        "[1] | a message must be a JSON object such as {\"type\":\"ask\",\"tokens\":20}, but is"
            + " \"[1]\"",
        "{} | type is missing; it must be ask, cancel or resume",
        "{\"type\":\"resume\"} | reply is missing; it must name the reply to resume",
        "{\"type\":\"ask\",\"tokens\":2,\"tokens\":3} | \"tokens\" must be given once",
        "{\"type\":\"sing\"} | type must be ask, cancel or resume, but is \"sing\"",
        "{\"type\":\"ask\"} | tokens is missing; it must be a whole number from 1 to 100000",
        "{\"type\":\"ask\",\"tokens\":null} | tokens must be a string or a number, but is null",
        "{\"type\":\"ask\",\"tokens\":[1]} | tokens must be a string or a number, but is [1]",
        "{\"type\":\"ask\",\"tokens\":1.5} | tokens must be a whole number from 1 to 100000, but is"
            + " \"1.5\"",
        "{\"type\":\"ask\",\"tokens\":1e999} | tokens must be a whole number from 1 to 100000, but"
            + " is \"Infinity\"",
        "{\"type\":\"ask\",\"tokens\":true} | tokens must be a whole number from 1 to 100000, but"
            + " is \"true\"",
        "{\"type\":\"ask\",\"tokens\":1,\"nonce\":\"\"} | nonce must be 1 to 64 letters, digits,"
            + " \"_\" or \"-\", but is \"\"",
        "{\"type\":\"resume\",\"reply\":\"r1\",\"from\":-1} | from must be a whole number from 0 to"
            + " 100000, but is \"-1\"",
        "{\"type\":\"resume\",\"reply\":\"r1\",\"seed\":1} | \"seed\" is no parameter of a resume,"
            + " which is of the reply as it was asked for; known are reply, from",
        "{\"type\":\"cancel\"} | reply is missing; it must name the reply to cancel",
      })
  void tellsWhatIsWrongAndCloses(String message, String sentence) throws IOException {
    try (TestWebSocket socket = open("/stream")) {
      socket.say(message);
      expectFailure(socket, "bad-request", sentence);
    }
  }

  @Test
  void tellsAReaderWhoIsStillSendingWhatWasWrong() throws IOException {
    for (int i = 0; i < 10; i++) {
      try (TestWebSocket socket = open("/stream")) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(frame(TestWebSocket.FIN | TestWebSocket.TEXT, "wrong"));
        for (int more = 0; more < 100; more++) {
          all.writeBytes(
              frame(TestWebSocket.FIN | TestWebSocket.TEXT, "{\"type\":\"ask\",\"tokens\":1}"));
        }
        socket.client().send(all.toByteArray());
        assertThat(socket.must().kind()).isEqualTo(Kind.FAILURE);
        assertThat(socket.frame().status()).isEqualTo(1008);
      }
    }
    assertThat(server.replies().alive()).isZero();
  }

  @Test
  void tellsAReaderWhoIsStillSendingThatItsMessageIsTooLarge() throws IOException {
    String part = "x".repeat(40_000);
    for (int i = 0; i < 10; i++) {
      try (TestWebSocket socket = open("/stream")) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(frame(TestWebSocket.TEXT, part));
        for (int more = 0; more < 20; more++) {
          all.writeBytes(frame(TestWebSocket.CONTINUATION, part));
        }
        socket.client().send(all.toByteArray());
        Item item = socket.must();
        assertThat(item.kind()).isEqualTo(Kind.FAILURE);
        assertThat(item.text())
            .isEqualTo(
                "{\"type\":\"error\",\"code\":\"too-large\",\"message\":\"a message must have at most 65,536 bytes\"}");
        assertThat(socket.frame().status()).isEqualTo(1009);
      }
    }
  }

  private static byte[] frame(int opcode, String text) throws IOException {
    return TestWebSocket.masked(opcode, text.getBytes(UTF_8));
  }

  @Test
  void namesTheLimitThatANumberBreaks() throws IOException {
    try (TestWebSocket socket = open("/stream")) {
      socket.say("{\"type\":\"ask\",\"tokens\":" + "1".repeat(2_000) + "}");
      assertThat(socket.must().text()).contains("a message must be simpler than this one: Number");
    }
  }

  @Test
  void survivesJsonThatIsNestedAsDeepAsAMessageAllows() throws IOException {
    try (TestWebSocket socket = open("/stream")) {
      socket.say("{\"type\":" + "[".repeat(60_000));
      assertThat(socket.must().kind()).isEqualTo(Kind.FAILURE);
      assertThat(socket.frame().status()).isEqualTo(1008);
    }
  }
}
