package twinstream.transport;

import java.util.zip.Deflater;
import org.eclipse.jetty.websocket.core.internal.PerMessageDeflateExtension;

/// Jetty's `permessage-deflate`, but for this: Jetty 12.1.14 takes another deflater when a message
/// comes while its connection is being closed on another thread, and never gives it back.
///
/// Public because Jetty makes one for each connection.
public final class Deflation extends PerMessageDeflateExtension {
  private boolean closed;

  @Override
  public synchronized Deflater getDeflater() {
    if (closed) {
      throw new IllegalStateException("the connection is closed");
    }
    return super.getDeflater();
  }

  @Override
  public synchronized void releaseDeflater() {
    super.releaseDeflater();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    super.close();
  }
}
