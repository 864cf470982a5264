package twinstream.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.DeliveryCounts;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;
import twinstream.workload.TokenCorpus;

class BareServerTest {
  private static final int TOKENS = 50;
  private final BareServer server = new BareServer(ServerSettings.STANDARD, 0, 0);

  @AfterEach
  void stop() {
    server.close();
  }

  private Socket ask(String pathAndQuery) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    var out = new DataOutputStream(socket.getOutputStream());
    byte[] asked = pathAndQuery.getBytes(UTF_8);
    out.write(ByteBuffer.allocate(4 + asked.length).putInt(asked.length).put(asked).array());
    return socket;
  }

  private static List<String> rest(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    List<String> messages = new ArrayList<>();
    try {
      while (true) {
        messages.add(new String(in.readNBytes(in.readInt()), UTF_8));
      }
    } catch (EOFException _) {
      return messages;
    }
  }

  private DeliveryCounts counts() {
    return server.replies().counts();
  }

  @Test
  void writesEachTokenOnceInOrderAndUnchanged() throws IOException {
    Reply reply = new Reply(7, TOKENS, TokenCorpus.standard());
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    List<String> expected =
        IntStream.range(0, TOKENS)
            .mapToObj(index -> {
              Envelope.PLAIN.write(Ascii.of(""), reply.token(index), buffer.clear());
              return new String(buffer.array(), 0, buffer.position(), UTF_8);
            })
            .toList();

    try (Socket socket = ask("/stream?tokens=50&rate=5000&seed=7")) {
      List<String> messages = rest(socket);
      assertThat(messages.getFirst()).startsWith("{\"reply\":");
      assertThat(messages.subList(1, TOKENS + 1)).isEqualTo(expected);
      assertThat(messages.getLast()).isEqualTo("[DONE]");
    }
    assertThat(counts().tokens.sum()).isEqualTo(TOKENS);
    assertThat(counts().completed.sum()).isOne();
  }

  @Test
  void noticesThatAReaderLeft() throws IOException {
    ask("/stream?tokens=1000&rate=10").close();
    eventually("it is counted", () -> counts().cancelled.sum() == 1);
    assertThat(server.replies().alive()).isZero();
  }

  @Test
  void keepsASilentStreamOpen() throws IOException {
    try (Socket socket = ask("/idle")) {
      assertThat(new DataInputStream(socket.getInputStream()).readInt()).isZero();
      assertThat(counts().open()).isOne();
    }
  }

  @Test
  void cutsOffWhoAsksForNothingThatIsThere() throws IOException {
    try (Socket socket = ask("/stream?tokens=none")) {
      assertThat(rest(socket)).isEmpty();
    }
  }

  @Test
  void saysSoWhenItsPortIsTaken() {
    assertThatThrownBy(() -> new BareServer(ServerSettings.STANDARD, server.port(), 0))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("can't listen on 127.0.0.1:" + server.port());
  }
}
