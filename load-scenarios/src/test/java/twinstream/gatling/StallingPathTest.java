package twinstream.gatling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StallingPathTest {
  private static final int SOON_MILLIS = 5_000;
  private static final int SHORT_MILLIS = 200;

  private final ServerSocket listening = listening();
  private final StallingPath path = StallingPath.to(listening.getLocalPort(), 8_192);
  private Socket user = new Socket();
  private Socket server = new Socket();

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void connect() throws IOException {
    user = new Socket(InetAddress.getLoopbackAddress(), path.port());
    server = listening.accept();
    user.setSoTimeout(SOON_MILLIS);
    server.setSoTimeout(SOON_MILLIS);
  }

  @AfterEach
  void close() throws IOException {
    path.close();
    user.close();
    server.close();
    listening.close();
  }

  @Test
  void passesBothWays() throws IOException {
    user.getOutputStream().write("ask".getBytes(US_ASCII));
    assertThat(server.getInputStream().readNBytes(3)).isEqualTo("ask".getBytes(US_ASCII));
    server.getOutputStream().write("answer".getBytes(US_ASCII));
    assertThat(user.getInputStream().readNBytes(6)).isEqualTo("answer".getBytes(US_ASCII));
  }

  @Test
  void passesNothingOnOnceItStalls() throws IOException {
    path.stall();
    // What is read at that moment may still pass.
    server.getOutputStream().write(1);
    var _ = user.getInputStream().read();
    server.getOutputStream().write(2);
    user.setSoTimeout(SHORT_MILLIS);

    assertThatThrownBy(() -> user.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void endsTheConnectionWithItself() throws IOException {
    path.stall();
    path.close();

    assertThat(server.getInputStream().read()).isNegative();
    assertThat(user.getInputStream().read()).isNegative();
  }

  @Test
  void passesTheEndOfEitherSideOn() throws IOException {
    server.close();
    assertThat(user.getInputStream().read()).isNegative();
    user.close();
  }
}
