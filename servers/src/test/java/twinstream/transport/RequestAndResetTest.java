package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// CVE-2023-44487 as cheaply as it comes: a request and its reset in one segment, so that no
/// handler ever hears of the stream.
@Timeout(30)
class RequestAndResetTest {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GO_AWAY = 7;
  private static final int END_STREAM_AND_HEADERS = 5;
  private static final int CANCEL = 8;

  private static ByteBuffer frame(int type, int flags, int stream, ByteBuffer payload) {
    return ByteBuffer.allocate(9 + payload.remaining())
        .put((byte) 0)
        .putShort((short) payload.remaining())
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .flip();
  }

  // RFC 7541: GET and http from the static table, path and authority as literals.
  private static ByteBuffer head() {
    byte[] path = "/stream?tokens=10000&rate=20".getBytes(US_ASCII);
    byte[] authority = "localhost".getBytes(US_ASCII);
    return ByteBuffer.allocate(64)
        .put((byte) 0x82)
        .put((byte) 0x86)
        .put((byte) 4)
        .put((byte) path.length)
        .put(path)
        .put((byte) 1)
        .put((byte) authority.length)
        .put(authority)
        .flip();
  }

  private static byte[] requestAndReset(int stream) {
    ByteBuffer request = frame(HEADERS, END_STREAM_AND_HEADERS, stream, head());
    ByteBuffer reset = frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).flip());
    return ByteBuffer.allocate(request.remaining() + reset.remaining())
        .put(request)
        .put(reset)
        .array();
  }

  private static boolean saysGoAwayOrCloses(RawClient client) throws IOException {
    try {
      while (true) {
        ByteBuffer head = ByteBuffer.wrap(client.bytes(9));
        client.bytes((head.get(0) & 0xFF) << 16 | (head.getShort(1) & 0xFFFF));
        if (head.get(3) == GO_AWAY) {
          return true;
        }
      }
    } catch (EOFException | SocketException _) {
      return true;
    }
  }

  @Test
  void endsAConnectionThatSendsBothInOneSegment() throws IOException {
    try (var server = new TwinServer(Transports.named("sse-h2"), Limits.STANDARD, 0, 0).start();
        var attacker = new RawClient(server.port())) {
      attacker.send(PREFACE);
      attacker.send(frame(SETTINGS, 0, 0, ByteBuffer.allocate(0)).array());
      long settledNanos =
          System.nanoTime() + 2 * Http2Events.SERVED.plus(Duration.ofMillis(50)).toNanos();
      eventually("the connection is of age", () -> System.nanoTime() > settledNanos);
      try {
        for (int i = 0; i < 250; i++) {
          attacker.send(requestAndReset(2 * i + 1));
        }
      } catch (SocketException _) {
        // Cut off already.
      }
      assertThat(saysGoAwayOrCloses(attacker)).isTrue();
      assertThat(server.replies().alive()).isZero();
    }
  }
}
