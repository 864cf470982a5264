package twinstream.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices within about a millisecond that the reader of an HTTP/1.1 response has gone, even while
/// nothing is written. Jetty 12.1 has no read interest after a GET and would find out at the second
/// failed write, or never.
///
/// Uses the end point's read interest outside its documented purpose; `ReaderWatchTest` pins what
/// is relied on.
final class ReaderWatch implements Callback {
  private static final IOException STOPPED = new IOException("watch stopped");
  private static final int PIPELINED_BYTES = 4096;

  private final EndPoint endPoint;
  private final Runnable gone;
  private boolean stopped;

  private ReaderWatch(EndPoint endPoint, Runnable gone) {
    this.endPoint = endPoint;
    this.gone = gone;
  }

  /// @param gone called at most once, by any thread
  static ReaderWatch start(EndPoint endPoint, Runnable gone) {
    ReaderWatch watch = new ReaderWatch(endPoint, gone);
    endPoint.tryFillInterested(watch);
    return watch;
  }

  /// Gives the read interest back. To be called before the last write: the reader may send its next
  /// request as soon as that arrives, and by then the bytes are the connection's.
  synchronized void stop() {
    stopped = true;
    if (endPoint instanceof AbstractEndPoint ours) {
      ours.getFillInterest().onFail(STOPPED);
    }
  }

  @Override
  public synchronized void succeeded() {
    if (stopped) {
      return;
    }
    ByteBuffer buffer = BufferUtil.allocate(PIPELINED_BYTES);
    try {
      int filled = endPoint.fill(buffer);
      if (filled == 0) {
        endPoint.tryFillInterested(this);
      } else if (filled > 0 && endPoint.getConnection() instanceof Connection.UpgradeTo next) {
        // The next request came before this response has ended (RFC 9112, 9.3.2): it waits its
        // turn.
        next.onUpgradeTo(buffer);
      } else {
        gone.run();
      }
    } catch (IOException _) {
      gone.run();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (cause != STOPPED) {
      gone.run();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
