package twinstream.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices within about a millisecond that the reader of an HTTP/1.1 response has gone, even while
/// nothing is written. Jetty 12.1 has no read interest after a GET and would find out at the second
/// failed write, or never.
///
/// While the watch lasts, the end point has no idle time-out: the outbox is looked after by
/// [twinstream.delivery.Replies#keepAlive], and a timer less per stream is 128 bytes less.
///
/// Uses the end point's read interest outside its documented purpose; `ReaderWatchTest` pins what
/// is relied on.
final class ReaderWatch implements Callback {
  private static final IOException STOPPED = new IOException("watch stopped");
  private static final int PIPELINED_BYTES = 4096;

  private final EndPoint endPoint;
  private final Callback reader;
  private boolean stopped;

  private ReaderWatch(EndPoint endPoint, Callback reader) {
    this.endPoint = endPoint;
    this.reader = reader;
  }

  /// @param reader failed at most once, by any thread, when it is gone
  static ReaderWatch start(EndPoint endPoint, Callback reader) {
    ReaderWatch watch = new ReaderWatch(endPoint, reader);
    endPoint.setIdleTimeout(0);
    endPoint.tryFillInterested(watch);
    return watch;
  }

  /// Gives the read interest and the idle time-out back. To be called before the last write: the
  /// reader may send its next request as soon as that arrives, and by then the bytes are the
  /// connection's.
  synchronized void stop() {
    stopped = true;
    if (endPoint instanceof AbstractEndPoint ours) {
      ours.getFillInterest().onFail(STOPPED);
    }
    if (endPoint.getConnection() instanceof HttpConnection http) {
      endPoint.setIdleTimeout(http.getConnector().getIdleTimeout());
    }
  }

  @Override
  public void succeeded() {
    // Outside the monitor: a stream that ends takes locks of its own, whose holder may be about to
    // stop this watch.
    if (hasLeft()) {
      reader.failed(new EofException("the reader left"));
    }
  }

  private synchronized boolean hasLeft() {
    if (stopped || !hasRoomForNextRequest()) {
      return false;
    }
    ByteBuffer buffer = BufferUtil.allocate(PIPELINED_BYTES);
    try {
      int filled = endPoint.fill(buffer);
      if (filled == 0) {
        endPoint.tryFillInterested(this);
        return false;
      }
      if (filled > 0 && endPoint.getConnection() instanceof Connection.UpgradeTo next) {
        // The next request came before this response has ended (RFC 9112, 9.3.2): it waits its
        // turn.
        next.onUpgradeTo(buffer);
        return false;
      }
      return true;
    } catch (IOException _) {
      return true;
    }
  }

  // Bytes that came together with this request are in the connection's buffer already; more might
  // not fit. They wait where they are, and a reader who then leaves is noticed by the next write.
  private boolean hasRoomForNextRequest() {
    return !(endPoint.getConnection() instanceof HttpConnection http)
        || http.isRequestBufferEmpty();
  }

  // Over TLS a write that fails closes the end point within the write, and comes here. A response
  // that fails while Jetty writes for it waits until that has returned, so another thread must tell
  // it, or the writer would wait for itself: the pacer, and with it every stream of the server.
  @Override
  public void failed(Throwable cause) {
    if (cause != STOPPED) {
      Thread.startVirtualThread(() -> reader.failed(cause));
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
