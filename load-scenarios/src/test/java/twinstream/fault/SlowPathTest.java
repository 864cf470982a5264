package twinstream.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.fault.Fault.Delay;
import twinstream.fault.Fault.Jitter;
import twinstream.fault.Fault.Rate;
import twinstream.fault.Fault.Stall;

@Timeout(30)
class SlowPathTest {
  private static final byte[] HELLO = "hello".getBytes(US_ASCII);
  private static final Duration STANDSTILL = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(1);

  @Test
  void deliversNothingBeforeTheDelayIsOver() throws Exception {
    try (var wires = new Wires(new Delay(Duration.ofMillis(80)))) {
      var pair = wires.connect();
      long sentNanos = System.nanoTime();
      pair.sendDown(HELLO);
      pair.server().shutdownOutput();

      assertThat(pair.fromServer().readAllBytes()).isEqualTo(HELLO);
      assertThat(millisSince(sentNanos)).isGreaterThanOrEqualTo(80);
    }
  }

  @Test
  void keepsTheOrderUnderJitter() throws Exception {
    var half = Duration.ofMillis(10);
    try (var wires = new Wires(new Jitter(half, half, 7))) {
      var pair = wires.connect();
      ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
      for (int i = 0; i < 2_000; i++) {
        pair.sendDown(number.putInt(0, i).array());
      }

      for (int i = 0; i < 2_000; i++) {
        assertThat(ByteBuffer.wrap(pair.fromServer().readNBytes(Integer.BYTES)).getInt())
            .isEqualTo(i);
      }
    }
  }

  @Test
  void keepsTheRateWithinATenth() throws Exception {
    byte[] sent = FaultProxyTest.bytes(300_000);
    try (var wires = new Wires(new Rate(200_000))) {
      var pair = wires.connect();
      long startNanos = System.nanoTime();
      pair.sendDown(sent);

      byte[] got = pair.fromServer().readNBytes(sent.length);
      // Before the contents are compared, which takes its time.
      long tookMillis = millisSince(startNanos);

      assertThat(tookMillis).isCloseTo(1_500, within(150L));
      assertThat(got).isEqualTo(sent);
    }
  }

  @Test
  void freezesBothDirectionsAndLetsEverythingThroughAfterwards() throws Exception {
    try (var wires = new Wires()) {
      var pair = wires.connect();
      pair.sendUp(HELLO);
      assertThat(pair.fromClient().readNBytes(5)).isEqualTo(HELLO);
      long startNanos = System.nanoTime();
      wires.proxy.stallFor(LONG);
      pair.sendUp(HELLO);
      pair.sendDown(HELLO);
      pair.sendDown(HELLO);

      expectSilence(pair.client());
      assertThat(wires.proxy.bytesUp() + wires.proxy.bytesDown()).isEqualTo(5);
      assertThat(pair.fromServer().readNBytes(10)).isEqualTo("hellohello".getBytes(US_ASCII));
      assertThat(millisSince(startNanos)).isGreaterThanOrEqualTo(LONG.toMillis());
      assertThat(pair.fromClient().readNBytes(5)).isEqualTo(HELLO);
    }
  }

  @Test
  void stallsOneStreamAtItsPlaceAndOnce() throws Exception {
    try (var wires = new Wires(new Stall(2, LONG))) {
      var pair = wires.connect();
      long startNanos = System.nanoTime();
      pair.sendDown(HELLO);

      assertThat(pair.fromServer().readNBytes(2)).isEqualTo("he".getBytes(US_ASCII));
      expectSilence(pair.client());
      assertThat(pair.fromServer().readNBytes(3)).isEqualTo("llo".getBytes(US_ASCII));
      assertThat(millisSince(startNanos)).isGreaterThanOrEqualTo(LONG.toMillis());
    }
  }

  @Test
  void letsTheServerFeelAClientThatDoesNotRead() throws Exception {
    try (var wires = new Wires()) {
      var pair = wires.connect();
      var written = new AtomicLong();
      pair.server().setSendBufferSize(64 * 1024);
      Thread server = Thread.startVirtualThread(() -> writeOn(pair.server(), written));
      awaitStandstill(written);

      assertThat(written.get()).isBetween((long) Flow.MOST_HELD_BYTES, 4_000_000L);
      assertThat(server.isAlive()).isTrue();
      wires.proxy.close();
      server.join();
    }
  }

  // The server stands still when no write of it has come back for a while.
  private static void awaitStandstill(AtomicLong written) {
    long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    long before = -1;
    while (written.get() != before) {
      assertThat(System.nanoTime() - deadlineNanos).as("server still writes").isNegative();
      before = written.get();
      LockSupport.parkNanos(STANDSTILL.toNanos());
    }
  }

  private static void writeOn(Socket server, AtomicLong written) {
    byte[] piece = new byte[10_000];
    try {
      while (true) {
        server.getOutputStream().write(piece);
        written.addAndGet(piece.length);
      }
    } catch (IOException _) {
      // The proxy is closed.
    }
  }

  private static void expectSilence(Socket socket) throws IOException {
    socket.setSoTimeout(100);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(10_000);
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
