package twinstream.transport;

import static twinstream.delivery.Eventually.eventually;
import static twinstream.transport.TestWebSocket.FIN;
import static twinstream.transport.TestWebSocket.PING;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

class PingFloodTest {
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

  @Test
  void buffersNoEndlessPongsForAReaderWhoDoesNotRead() throws Exception {
    byte[] ping = new byte[125];
    try (TestWebSocket socket = TestWebSocket.open(server.port(), "/stream")) {
      // More pings than all kernel buffers take: a server that goes on reading them queues the
      // pongs in its heap.
      Thread sender = Thread.ofVirtual().start(() -> pingForEver(socket, ping));
      eventually("the server reads no more", new Stalled(sender));
    }
  }

  private static void pingForEver(TestWebSocket socket, byte[] ping) {
    try {
      while (true) {
        socket.send(FIN | PING, ping);
      }
    } catch (IOException _) {
      // The test is over, or the server cut this reader off: both are an end.
    }
  }

  /// True when the thread has been waiting inside its write for a while, or has ended.
  private static final class Stalled implements BooleanSupplier {
    private final Thread thread;
    private int polls;

    Stalled(Thread thread) {
      this.thread = thread;
    }

    @Override
    public boolean getAsBoolean() {
      Thread.State state = thread.getState();
      boolean runs = state == Thread.State.RUNNABLE || state == Thread.State.NEW;
      polls = runs ? 0 : polls + 1;
      return polls > 300;
    }
  }
}
