package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.delivery.Pacer;
import twinstream.delivery.Replies;

class SharedWritesTest {
  private final Replies replies = new Replies(Limits.STANDARD);
  private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
  private final HeldSocket socket = new HeldSocket();
  private final SharedWrites shared =
      new SharedWrites(socket, buffers, replies, replies.counts().writes);

  @AfterEach
  void close() {
    replies.close();
  }

  /// Takes each write at once, or keeps it until the test lets it go.
  private static final class HeldSocket extends ByteArrayEndPoint {
    private final StringBuffer taken = new StringBuffer();
    private final Queue<Callback> pending = new ArrayDeque<>();
    private volatile boolean holds;

    @Override
    public void write(Callback callback, ByteBuffer... parts) {
      for (ByteBuffer part : parts) {
        taken.append(US_ASCII.decode(part));
      }
      if (holds) {
        pending.add(callback);
      } else {
        callback.succeeded();
      }
    }
  }

  /// Counts how a write ended.
  private static final class Outcome implements Callback {
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Runnable then = () -> {};

    @Override
    public void succeeded() {
      successes.incrementAndGet();
      then.run();
    }

    @Override
    public void failed(Throwable cause) {
      failure.set(cause);
    }
  }

  private Outcome write(String... parts) {
    Outcome outcome = new Outcome();
    ByteBuffer[] bytes = new ByteBuffer[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = US_ASCII.encode(parts[i]);
    }
    shared.write(outcome, bytes);
    return outcome;
  }

  private long writes() {
    return replies.counts().writes.sum();
  }

  private void inOneTick(Runnable action) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    replies.pace(
        new Pacer.Task() {
          @Override
          protected long run(long nowNanos) {
            action.run();
            replies.afterTick(over::countDown);
            return Pacer.NEVER;
          }
        });
    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void writesAtOnceWhatComesBetweenTicks() {
    assertThat(write("a", "b").successes).hasValue(1);
    assertThat(socket.taken).hasToString("ab");
    write("c");
    assertThat(socket.taken).hasToString("abc");
    assertThat(writes()).isEqualTo(2);
  }

  @Test
  void writesOnceForAllThatComesInOneTick() throws InterruptedException {
    AtomicInteger completedAmidTick = new AtomicInteger(-1);
    AtomicReference<Outcome> rest = new AtomicReference<>();
    inOneTick(() -> {
      Outcome first = write("0");
      // As Jetty's flusher does: the next frames come as soon as those before are done.
      first.then = () -> rest.set(write("1", "2", "3456789"));
      completedAmidTick.set(first.successes.get());
      assertThat(socket.taken).isEmpty();
    });
    eventually("all is written", () -> socket.taken.toString().equals("0123456789"));
    assertThat(completedAmidTick).hasValue(0);
    assertThat(rest.get().successes).hasValue(1);
    assertThat(writes()).isOne();
  }

  @Test
  void tellsWhoeverAwaitsTheEndOfATickThatTheConnectionIsOver() throws InterruptedException {
    IOException planted = new IOException("planted");
    AtomicReference<Outcome> first = new AtomicReference<>();
    inOneTick(() -> {
      first.set(write("lost"));
      shared.cancelWrite(planted).failed(planted);
    });
    assertThat(first.get().failure).hasValue(planted);
    assertThat(first.get().successes).hasValue(0);
    assertThat(socket.taken).isEmpty();
  }

  @Test
  void aCloseDoesNotWaitForWritesThatWereCancelled() throws InterruptedException {
    IOException planted = new IOException("planted");
    inOneTick(() -> {
      write("lost");
      shared.close();
      assertThat(socket.isOpen()).isTrue();
      shared.cancelWrite(planted).failed(planted);
    });
    assertThat(socket.isOpen()).isFalse();
    assertThat(buffers.getLeaks()).isEmpty();
  }

  @Test
  void completesAWriteWhenTheSocketHasTakenAllBeforeIt() {
    socket.holds = true;
    assertThat(write("first,").successes).hasValue(1);
    Outcome second = write("second,");
    assertThat(second.successes).hasValue(0);
    assertThat(socket.taken).hasToString("first,");
    socket.pending.remove().succeeded();
    assertThat(second.successes).hasValue(1);
    assertThat(socket.taken).hasToString("first,second,");
    assertThat(writes()).isEqualTo(2);
  }

  @Test
  void waitsForTheSocketInATickToo() throws InterruptedException {
    socket.holds = true;
    write("first,");
    inOneTick(() -> write("second,"));
    assertThat(socket.taken).hasToString("first,");
    socket.pending.remove().succeeded();
    assertThat(socket.taken).hasToString("first,second,");
  }

  @Test
  void closesBehindWhatIsOnItsWay() {
    socket.holds = true;
    write("first,");
    write("last");
    shared.close();
    assertThat(socket.isOpen()).isTrue();
    socket.pending.remove().succeeded();
    assertThat(socket.isOpen()).isTrue();
    socket.pending.remove().succeeded();
    assertThat(socket.taken).hasToString("first,last");
    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void tellsWhoeverWaitsAndWhoeverComesLaterThatTheSocketFailed() {
    socket.holds = true;
    write("first,");
    Outcome waiting = write("second,");
    IOException planted = new IOException("planted");
    socket.pending.remove().failed(planted);
    assertThat(waiting.failure).hasValue(planted);
    assertThat(write("later").failure).hasValue(planted);
    assertThat(socket.taken).hasToString("first,");
  }

  @Test
  void closesASocketThatFailed() {
    socket.holds = true;
    write("first,");
    shared.close();
    socket.pending.remove().failed(new IOException("planted"));
    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void givesAllBuffersBackWhetherItsWritesSucceedOrFail() {
    socket.holds = true;
    write("first,");
    write("x".repeat(10_000), "x".repeat(10_000));
    socket.pending.remove().succeeded();
    write("waits");
    socket.pending.remove().failed(new IOException("planted"));
    assertThat(buffers.getLeaks()).isEmpty();
  }

  @Test
  void writesWhatCameInATickBeforeItCloses() throws InterruptedException {
    inOneTick(() -> {
      write("last words");
      shared.close();
    });
    eventually("it is closed", () -> !socket.isOpen());
    assertThat(socket.taken).hasToString("last words");
  }
}
