package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// That a server which is wrong is found out. Those that are right are the self-test's, S1.
class LiveCasesTest {
  private static final byte[] UPGRADED = "HTTP/1.1 101 Switching\r\n\r\n".getBytes(UTF_8);
  private static final byte[] CLOSE_1000 = {(byte) 0x88, 2, 0x03, (byte) 0xE8};
  private static final byte[] CLOSE_1002 = {(byte) 0x88, 2, 0x03, (byte) 0xEA};

  /// Outcomes against a server that says the same to everybody.
  private static List<PublicCases.Outcome> against(byte[] answer) throws IOException {
    try (var listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answer(listening, answer));
      return LiveCases.of("ws-h1", listening.getLocalPort());
    }
  }

  private static void answer(ServerSocket listening, byte[] answer) {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.setSoTimeout(10_000);
        byte[] end = new byte[4];
        while (!new String(end, UTF_8).equals("\r\n\r\n")) {
          System.arraycopy(end, 1, end, 0, 3);
          end[3] = (byte) socket.getInputStream().read();
        }
        socket.getOutputStream().write(UPGRADED);
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException _) {
        // The test is over, or its client has gone.
      }
    }
  }

  private static List<String> right(byte[] answer) throws IOException {
    List<PublicCases.Outcome> outcomes = against(answer);
    assertThat(outcomes).hasSize(57);
    return outcomes.stream()
        .filter(outcome -> outcome.failure().isEmpty())
        .map(PublicCases.Outcome::id)
        .toList();
  }

  @Test
  void findFailuresWhereAServerClosesInOrderWhateverItIsSent() throws IOException {
    assertThat(right(CLOSE_1000)).allMatch(id -> id.startsWith("close-")).hasSizeLessThan(8);
  }

  @Test
  void findFailuresWhereAServerRefusesWhateverItIsSent() throws IOException {
    assertThat(right(CLOSE_1002))
        .contains("opcode-5", "close-bad-999")
        .doesNotContain("ping-empty", "utf8-bad-ff", "close-1000", "too-big-frame");
  }

  @Test
  void takeACutForAnAnswerOnlyWhereBytesMayHaveBeenLeftUnread() throws IOException {
    assertThat(right(new byte[0])).contains("frag-ping").doesNotContain("opcode-5");
  }

  private static byte[] stream(String token) {
    return ("event: reply\ndata: {}\n\nid: r:0\n" + token + "\n\nid: r:1\ndata: [DONE]\n\n")
        .getBytes(UTF_8);
  }

  @Test
  void takeAStreamThatKeepsTheRules() {
    assertThat(LiveCases.failure(stream("data: a\ndata: b"), 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'data: a\r'              | lines end with LF alone",
        "'data: \uFEFF'           | no byte order mark",
        "'data:a'                 | a line is a field or an empty comment, but is \"data:a\"",
        "'evil: a'                | a line is a field or an empty comment, but is \"evil: a\"",
        "'retry: soon\ndata: a'   | retry is a number",
        "'data: a\n\ndata: b'     | 4 events instead of 3",
        "'id: 7'                  | 2 events instead of 3",
      })
  void findWhatBreaksTheRulesForWriters(String token, String rule) {
    assertThat(LiveCases.failure(stream(token), 1))
        .hasValueSatisfying(failure -> assertThat(failure).contains(rule));
  }
}
