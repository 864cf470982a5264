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
/// The first write in a tick is completed at its end only. Until then Jetty's flusher, which has
/// one write in flight, gathers the frames of the other streams, and makes one write of them all.
///
/// Bounded: once so much waits for a socket that takes no more, whoever writes waits, too.
final class SharedWrites extends EndPointAbove implements Awaiting {
  private static final int MOST_HELD_BYTES = 64 * 1024;
  private static final int USUAL_BYTES = 4 * 1024;

  private final ByteBufferPool buffers;
  private final Replies replies;
  private final LongAdder writes;
  private final Http2Events events = new Http2Events(this);

  // Guarded by this object's monitor, which is never held while writing or calling out.
  private @Nullable RetainableByteBuffer held;
  private @Nullable Callback awaitsRoom;
  private @Nullable Callback awaitsTick;
  private @Nullable Throwable failure;
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
    Throwable failed;
    boolean full = false;
    boolean atOnce = false;
    synchronized (this) {
      failed = failure;
      if (failed == null) {
        for (ByteBuffer part : parts) {
          hold(part);
        }
        full = held != null && held.getByteBuffer().position() > MOST_HELD_BYTES;
        if (full) {
          awaitsRoom = callback;
        }
        atOnce = !gathering;
      }
    }
    if (failed != null) {
      callback.failed(failed);
    } else if (full) {
      flush();
    } else if (!atOnce) {
      callback.succeeded();
    } else if (!joinsTick(callback)) {
      flush();
      callback.succeeded();
    }
  }

  private boolean joinsTick(Callback callback) {
    if (!replies.inTick()) {
      return false;
    }
    synchronized (this) {
      awaitsTick = callback;
    }
    return replies.afterTick(this::tickIsOver);
  }

  private void tickIsOver() {
    Callback joined;
    synchronized (this) {
      joined = awaitsTick;
      awaitsTick = null;
      gathering = true;
    }
    if (joined != null) {
      joined.succeeded();
    }
    synchronized (this) {
      gathering = false;
    }
    flush();
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
    synchronized (this) {
      next = held;
      if (writing || next == null) {
        return;
      }
      held = null;
      writing = true;
    }
    writes.increment();
    next.getByteBuffer().flip();
    unwrap().write(new Written(next), next.getByteBuffer());
  }

  private final class Written implements Callback {
    private final RetainableByteBuffer buffer;

    Written(RetainableByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void succeeded() {
      buffer.release();
      Callback next;
      boolean more;
      synchronized (SharedWrites.this) {
        writing = false;
        next = awaitsRoom;
        awaitsRoom = null;
        more = held != null && awaitsTick == null && !gathering;
      }
      if (more) {
        flush();
      }
      if (next != null) {
        next.succeeded();
      }
    }

    @Override
    public void failed(Throwable cause) {
      buffer.release();
      fail(cause).failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  // Of the two that may wait, Jetty's flusher has one in flight at a time.
  private synchronized Callback fail(Throwable cause) {
    failure = cause;
    writing = false;
    if (held != null) {
      held.release();
      held = null;
    }
    Callback next = awaitsRoom == null ? awaitsTick : awaitsRoom;
    awaitsRoom = null;
    awaitsTick = null;
    return next == null ? Callback.NOOP : next;
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    var _ = super.cancelWrite(cause);
    return fail(cause);
  }

  @Override
  public void shutdownOutput() {
    flush();
    super.shutdownOutput();
  }

  @Override
  public void close(@Nullable Throwable cause) {
    flush();
    super.close(cause);
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
