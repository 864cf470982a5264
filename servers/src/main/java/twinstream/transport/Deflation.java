package twinstream.transport;

import java.util.zip.Deflater;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.internal.PerMessageDeflateExtension;

/// Jetty's `permessage-deflate`, but for this: Jetty 12.1.14 takes a deflater after each message,
/// to make it forget the message's buffer. Where the last one was given back with the message, or
/// because the connection broke under it, that is another one: kept until the next message in vain,
/// or for good.
///
/// Public because Jetty makes one for each connection.
public final class Deflation extends PerMessageDeflateExtension {
  // Stands in where there is nothing to forget.
  private static final Deflater NOBODY = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

  private boolean held;
  private boolean sent;
  private boolean closed;

  @Override
  public synchronized Deflater getDeflater() {
    boolean afterMessage = sent;
    sent = false;
    if (afterMessage && !held) {
      return NOBODY;
    }
    if (closed) {
      throw new IllegalStateException("the connection is closed");
    }
    held = true;
    return super.getDeflater();
  }

  @Override
  public synchronized void releaseDeflater() {
    held = false;
    super.releaseDeflater();
  }

  @Override
  protected void nextOutgoingFrame(OutgoingEntry entry) {
    if (entry.getFrame().isDataFrame() && entry.getFrame().isFin()) {
      synchronized (this) {
        sent = true;
      }
    }
    super.nextOutgoingFrame(entry);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    super.close();
  }
}
