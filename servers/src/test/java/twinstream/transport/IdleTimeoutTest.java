package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// The idle time-out is the outbox's while a stream is open, and the connection's before and after.
class IdleTimeoutTest {
  private static final Duration IDLE = Duration.ofMillis(400);

  private final Limits limits =
      Limits.STANDARD.withHeartbeat(Duration.ofMillis(100)).withIdleTimeout(IDLE);
  private @Nullable TwinServer started;

  private TwinServer serve(String transport) {
    started = new TwinServer(Transports.named(transport), limits, 0, 0).start();
    return started;
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1"})
  void cutsOffAReaderWhoTakesNothing(String name) throws IOException {
    TwinServer server = serve(name);
    try (RawClient stalled = new RawClient(server.port(), 4096)) {
      // More than the kernel holds, at the pace of flow control.
      TestReader.knock(
          Transports.named(name), stalled, "/stream?tokens=100000&rate=0&envelope=openai");
      eventually("it is cut off", () -> server.replies().counts().cancelled.sum() == 1);
      eventually("its id is free", () -> server.replies().alive() == 0);
      stalled.drain();
      assertThat(stalled.isAtEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1"})
  void leavesASilentStreamOpenForLonger(String name) throws IOException {
    TwinServer server = serve(name);
    long startNanos = System.nanoTime();
    try (TestReader reader = TestReader.open(Transports.named(name), server.port(), "/idle")) {
      while (System.nanoTime() - startNanos < 3 * IDLE.toNanos()) {
        assertThat(reader.must().kind()).isEqualTo(TestReader.Kind.HEARTBEAT);
      }
    }
  }

  @Test
  void closesAConnectionThatAsksForNothingMoreAfterItsResponse() throws IOException {
    TwinServer server = serve("sse-h1");
    try (RawClient client = new RawClient(server.port())) {
      client.get("/stream?tokens=3&rate=0");
      client.body(client.head());
      assertThatThrownBy(client::octet).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void closesAConnectionWhoseReaderOwesTheCloseFrame() throws IOException {
    TwinServer server = serve("ws-h1");
    try (TestWebSocket socket =
        TestWebSocket.open(server.port(), "/stream?tokens=3&rate=0&close=true")) {
      assertThat(socket.closeStatus()).isEqualTo(1000);
      assertThatThrownBy(socket.client()::octet).isInstanceOf(EOFException.class);
    }
  }
}
