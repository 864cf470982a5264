package twinstream.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import twinstream.delivery.Replies;

/// The end point of a connection that carries many streams: what several streams write in one tick
/// of the pacer goes to the socket in one write, at the tick's end. What comes at any other time
/// goes out at once. Jetty's own flusher would write as often as it is called, for each stream.
///
/// Bounded: once so much waits for a socket that takes no more, whoever writes waits, too.
final class SharedWrites implements EndPoint, EndPoint.Wrapper, Awaiting {
  private static final int MOST_HELD_BYTES = 64 * 1024;
  private static final int USUAL_BYTES = 4 * 1024;

  private final EndPoint socket;
  private final ByteBufferPool buffers;
  private final Replies replies;
  private final LongAdder writes;
  private final Http2Events events = new Http2Events(this);

  // Guarded by this object's monitor, which is never held while writing or calling out.
  private @Nullable RetainableByteBuffer held;
  private @Nullable Callback waiting;
  private @Nullable Throwable failure;
  private boolean writing;
  private boolean awaitsTick;

  /// @param writes counts those to the socket
  SharedWrites(EndPoint socket, ByteBufferPool buffers, Replies replies, LongAdder writes) {
    this.socket = socket;
    this.buffers = buffers;
    this.replies = replies;
    this.writes = writes;
  }

  @Override
  public void write(Callback callback, ByteBuffer... parts) {
    Throwable failed;
    boolean full = false;
    synchronized (this) {
      failed = failure;
      if (failed == null) {
        for (ByteBuffer part : parts) {
          hold(part);
        }
        full = held != null && held.getByteBuffer().position() > MOST_HELD_BYTES;
        if (full) {
          waiting = callback;
        }
      }
    }
    if (failed != null) {
      callback.failed(failed);
      return;
    }
    if (full || !comesWithTick()) {
      flush();
    }
    if (!full) {
      callback.succeeded();
    }
  }

  private boolean comesWithTick() {
    synchronized (this) {
      if (awaitsTick) {
        // Asked for by the pacer; what another thread writes meanwhile is not held up by it.
        return replies.inTick();
      }
    }
    if (!replies.afterTick(this::tickIsOver)) {
      return false;
    }
    synchronized (this) {
      awaitsTick = true;
    }
    return true;
  }

  private void tickIsOver() {
    synchronized (this) {
      awaitsTick = false;
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
    socket.write(new Written(next), next.getByteBuffer());
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
        next = waiting;
        waiting = null;
        more = held != null && !awaitsTick;
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
      Callback next = fail(cause);
      if (next != null) {
        next.failed(cause);
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  private synchronized @Nullable Callback fail(Throwable cause) {
    failure = cause;
    writing = false;
    if (held != null) {
      held.release();
      held = null;
    }
    Callback next = waiting;
    waiting = null;
    return next;
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    var _ = socket.cancelWrite(cause);
    Callback next = fail(cause);
    return next == null ? Callback.NOOP : next;
  }

  @Override
  public void shutdownOutput() {
    flush();
    socket.shutdownOutput();
  }

  @Override
  public void close(@Nullable Throwable cause) {
    flush();
    socket.close(cause);
  }

  /// What the other end does too often.
  Http2Events events() {
    return events;
  }

  @Override
  public boolean awaitsLongerThan(Duration deadline) {
    return events.awaitsLongerThan(deadline);
  }

  @Override
  public EndPoint unwrap() {
    return socket;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return socket.getLocalSocketAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return socket.getRemoteSocketAddress();
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public long getCreatedTimeStamp() {
    return socket.getCreatedTimeStamp();
  }

  @Override
  public boolean isOutputShutdown() {
    return socket.isOutputShutdown();
  }

  @Override
  public boolean isInputShutdown() {
    return socket.isInputShutdown();
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return socket.fill(buffer);
  }

  @Override
  public boolean flush(ByteBuffer... parts) throws IOException {
    return socket.flush(parts);
  }

  @Override
  public Object getTransport() {
    return socket.getTransport();
  }

  @Override
  public long getIdleTimeout() {
    return socket.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    socket.setIdleTimeout(millis);
  }

  @Override
  public void fillInterested(Callback callback) {
    socket.fillInterested(callback);
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return socket.tryFillInterested(callback);
  }

  @Override
  public boolean isFillInterested() {
    return socket.isFillInterested();
  }

  @Override
  public Connection getConnection() {
    return socket.getConnection();
  }

  @Override
  public void setConnection(Connection connection) {
    socket.setConnection(connection);
  }

  @Override
  public void onOpen() {
    socket.onOpen();
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    socket.onClose(cause);
  }

  @Override
  public void upgrade(Connection next) {
    socket.upgrade(next);
  }

  @Override
  public @Nullable SslSessionData getSslSessionData() {
    return socket.getSslSessionData();
  }
}
