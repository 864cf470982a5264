package twinstream.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.fault.Fault.CutAfter;
import twinstream.fault.Fault.HalfCloseAfter;
import twinstream.fault.Fault.MessageFault;
import twinstream.fault.Fault.OneByteAtATime;
import twinstream.fault.Fault.ResetAfter;

@Timeout(30)
class FaultProxyTest {
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);

  @Test
  void passesBytesAndFinBothWaysAndCountsThem() throws Exception {
    try (var wires = new Wires()) {
      var pair = wires.connect();
      pair.sendUp(HELLO);
      assertThat(pair.fromClient().readNBytes(5)).isEqualTo(HELLO);
      byte[] much = bytes(3_000_000);
      Thread sending = Thread.startVirtualThread(() -> sendAndEnd(pair.server(), much));

      assertThat(pair.fromServer().readAllBytes()).isEqualTo(much);
      sending.join();
      pair.client().shutdownOutput();
      assertThat(pair.fromClient().read()).isEqualTo(-1);
      assertThat(wires.proxy.bytesUp()).isEqualTo(5);
      assertThat(wires.proxy.bytesDown()).isEqualTo(3_000_000);
      assertThat(wires.proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void leavesTheOtherDirectionAliveWhenOneSideEnds() throws Exception {
    try (var wires = new Wires()) {
      var pair = wires.connect();
      pair.client().shutdownOutput();
      assertThat(pair.fromClient().read()).isEqualTo(-1);

      pair.sendDown(HELLO);

      assertThat(pair.fromServer().readNBytes(5)).isEqualTo(HELLO);
    }
  }

  @Test
  void passesOnAResetOfEitherSide() throws Exception {
    try (var wires = new Wires()) {
      var first = wires.connect();
      reset(first.server());
      expectReset(first.client());

      var second = wires.connect();
      reset(second.client());
      expectReset(second.server());
    }
  }

  @Test
  void endsTheConnectionWhenTheTargetIsNotThere() throws Exception {
    int port;
    try (var gone = new ServerSocket(0)) {
      port = gone.getLocalPort();
    }
    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var proxy = FaultProxy.to(target);
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      client.setSoTimeout(10_000);
      expectReset(client);
    }
  }

  @Test
  void cutsAfterExactlySoManyBytes() throws Exception {
    try (var wires = new Wires(new CutAfter(1_234))) {
      var pair = wires.connect();
      byte[] sent = bytes(5_000);
      pair.sendDown(sent);

      assertThat(pair.fromServer().readAllBytes()).isEqualTo(Arrays.copyOf(sent, 1_234));
      assertThat(pair.fromClient().read()).isEqualTo(-1);
    }
  }

  @Test
  void resetsBothSidesAfterSoManyBytes() throws Exception {
    try (var wires = new Wires(new ResetAfter(5))) {
      var pair = wires.connect();
      pair.sendDown(HELLO);

      expectReset(pair.client());
      expectReset(pair.server());
      assertThat(wires.proxy.bytesDown()).isEqualTo(5);
    }
  }

  @Test
  void halfClosesAfterSoManyBytesAndHearsTheClientStill() throws Exception {
    try (var wires = new Wires(new HalfCloseAfter(3))) {
      var pair = wires.connect();
      pair.sendDown(HELLO);
      assertThat(pair.fromServer().readAllBytes()).isEqualTo("hel".getBytes(US_ASCII));

      pair.sendUp(HELLO);
      assertThat(pair.fromClient().readNBytes(5)).isEqualTo(HELLO);
      // More than all buffers between hold, so that it must be thrown away.
      pair.sendDown(new byte[20_000_000]);
      pair.client().shutdownOutput();
      assertThat(pair.fromClient().read()).isEqualTo(-1);
    }
  }

  @Test
  void sendsOneByteAtATimeUnchanged() throws Exception {
    byte[] sent = bytes(2_000);
    try (var wires = new Wires(new OneByteAtATime())) {
      var pair = wires.connect();
      sendAndEnd(pair.server(), sent);

      assertThat(pair.fromServer().readAllBytes()).isEqualTo(sent);
    }
  }

  @Test
  void doesWhatConcernsOneStreamToTheFirstConnectionOnly() throws Exception {
    try (var wires = new Wires(new CutAfter(0))) {
      assertThat(wires.connect().fromServer().read()).isEqualTo(-1);
      var second = wires.connect();
      second.sendDown(HELLO);

      assertThat(second.fromServer().readNBytes(5)).isEqualTo(HELLO);
    }
  }

  @Test
  void doesWhatConcernsOneStreamToEachWhereThatIsAsked() throws Exception {
    try (var wires = new Wires(new CutAfter(0).onEveryConnection())) {
      assertThat(wires.connect().fromServer().read()).isEqualTo(-1);
      assertThat(wires.connect().fromServer().read()).isEqualTo(-1);
    }
  }

  @Test
  void takesOtherFaultsWhileItRuns() throws Exception {
    try (var wires = new Wires()) {
      wires.connect();
      wires.proxy.up(new ResetAfter(5));
      var later = wires.connect();
      later.sendUp(HELLO);

      expectReset(later.client());
    }
  }

  @Test
  void refusesFaultsOnMessagesUpstream() throws Exception {
    var drop = new MessageFault(MessageFault.Kind.DROP, 1);
    try (var wires = new Wires()) {
      assertThatThrownBy(() -> wires.proxy.up(drop.onEveryConnection()))
          .hasMessage(
              "up takes no fault on messages, because they are the server's. Set it with down");
    }
  }

  @Test
  void leavesNoThreadAndNoConnectionBehind() throws Exception {
    FaultProxy proxy;
    try (var wires = new Wires()) {
      proxy = wires.proxy;
      var pair = wires.connect();
      pair.sendDown(HELLO);
      assertThat(pair.fromServer().readNBytes(5)).isEqualTo(HELLO);
      assertThat(threads()).isEqualTo(2);

      proxy.close();

      assertThat(threads()).isZero();
      assertThat(pair.fromServer().read()).isEqualTo(-1);
      assertThat(pair.fromClient().read()).isEqualTo(-1);
    }
    proxy.close();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("fault-proxy"))
        .count();
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void expectReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  private static void sendAndEnd(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
