package twinstream.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Replies;

/// The end point of a connection that carries many streams: what its streams write in one tick of
/// the pacer goes to the socket in one write, at the tick's end. What comes at any other time goes
/// out at once. Jetty's own flusher would write as often as it is called, for each stream.
///
/// A write is completed when it is handed to the socket, which has taken all before it: not later,
/// because a reader may have read the end, and left, before the thread that wrote it comes to say
/// so. The first write in a tick is completed at the tick's end. Until then Jetty's flusher, which
/// has one write in flight, gathers the frames of the other streams, and makes one write of them
/// all. So what is held is bounded by what one pass of the flusher makes.
final class SharedWrites extends EndPointAbove implements Awaiting {
  private static final int USUAL_BYTES = 4 * 1024;

  private final ByteBufferPool buffers;
  private final Replies replies;
  private final LongAdder writes;
  private final Http2Events events = new Http2Events(this);

  // Guarded by this object's monitor, which is never held while writing or calling out.
  private @Nullable RetainableByteBuffer held;
  // Of the two that may wait, Jetty's flusher has one in flight at a time.
  private @Nullable Callback awaitsSocket;
  private @Nullable Callback awaitsTick;
  private @Nullable Throwable failure;
  private @Nullable Runnable whenWritten;
  private boolean writing;
  private boolean gathering;

  /// @param writes counts those to the socket
  SharedWrites(EndPoint socket, ByteBufferPool buffers, Replies replies, LongAdder writes) {
    super(socket);
    this.buffers = buffers;
    this.replies = replies;
    this.writes = writes;
  }

  @Override
  public void write(Callback callback, ByteBuffer... parts) {
    boolean first = replies.inTick();
    Throwable failed;
    synchronized (this) {
      failed = failure;
      if (failed == null) {
        for (ByteBuffer part : parts) {
          hold(part);
        }
        first &= !writing && !gathering;
        if (first) {
          awaitsTick = callback;
        } else {
          awaitsSocket = callback;
        }
      }
    }
    if (failed != null) {
      callback.failed(failed);
    } else if (!first) {
      flush();
    } else {
      var _ = replies.afterTick(this::tickIsOver);
    }
  }

  private void tickIsOver() {
    Callback joined;
    synchronized (this) {
      joined = awaitsTick;
      awaitsTick = null;
      gathering = true;
    }
    try {
      if (joined != null) {
        joined.succeeded();
      }
    } finally {
      synchronized (this) {
        gathering = false;
      }
      flush();
    }
  }

  private void hold(ByteBuffer part) {
    int needed = part.remaining();
    if (held == null) {
      held = filling(Math.max(USUAL_BYTES, needed));
    } else if (held.getByteBuffer().remaining() < needed) {
      RetainableByteBuffer small = held;
      ByteBuffer bytes = small.getByteBuffer().flip();
      held = filling(2 * (bytes.remaining() + needed));
      held.getByteBuffer().put(bytes);
      small.release();
    }
    held.getByteBuffer().put(part);
  }

  private RetainableByteBuffer filling(int bytes) {
    RetainableByteBuffer buffer = buffers.acquire(bytes, true);
    BufferUtil.clearToFill(buffer.getByteBuffer());
    return buffer;
  }

  private void flush() {
    RetainableByteBuffer next;
    Callback callback;
    synchronized (this) {
      if (writing || gathering || awaitsTick != null || held == null) {
        return;
      }
      next = held;
      callback = awaitsSocket == null ? Callback.NOOP : awaitsSocket;
      held = null;
      awaitsSocket = null;
      writing = true;
    }
    writes.increment();
    next.getByteBuffer().flip();
    callback.succeeded();
    super.write(new Written(next), next.getByteBuffer());
  }

  private final class Written implements Callback {
    private final RetainableByteBuffer buffer;

    Written(RetainableByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void succeeded() {
      buffer.release();
      synchronized (SharedWrites.this) {
        writing = false;
      }
      flush();
      end();
    }

    @Override
    public void failed(Throwable cause) {
      buffer.release();
      fail(cause).failed(cause);
      end();
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  private synchronized Callback fail(Throwable cause) {
    failure = cause;
    writing = false;
    if (held != null) {
      held.release();
      held = null;
    }
    Callback next = awaitsSocket == null ? awaitsTick : awaitsSocket;
    awaitsSocket = null;
    awaitsTick = null;
    return next == null ? Callback.NOOP : next;
  }

  // Whoever ends the connection has written all it had to say, and some of it may still be on its
  // way.
  private void endAfterWrites(Runnable ending) {
    synchronized (this) {
      Runnable earlier = whenWritten;
      whenWritten =
          earlier == null
              ? ending
              : () -> {
                earlier.run();
                ending.run();
              };
    }
    flush();
    end();
  }

  private void end() {
    Runnable ending;
    synchronized (this) {
      if (writing || held != null || awaitsTick != null) {
        return;
      }
      ending = whenWritten;
      whenWritten = null;
    }
    if (ending != null) {
      ending.run();
    }
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    Callback inFlight = super.cancelWrite(cause);
    Callback waiting = fail(cause);
    if (inFlight != null) {
      // Its buffer goes back.
      inFlight.failed(cause);
    }
    end();
    return waiting;
  }

  @Override
  public void shutdownOutput() {
    endAfterWrites(super::shutdownOutput);
  }

  @Override
  public void close(@Nullable Throwable cause) {
    endAfterWrites(() -> super.close(cause));
  }

  /// What the other end does too often.
  Http2Events events() {
    return events;
  }

  @Override
  public boolean awaitsLongerThan(Duration deadline) {
    return events.awaitsLongerThan(deadline);
  }
}
