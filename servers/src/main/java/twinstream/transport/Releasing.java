package twinstream.transport;

import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.Callback;

/// Gives a buffer back to its pool when the write of its bytes is over.
final class Releasing extends Callback.Nested {
  private final RetainableByteBuffer buffer;

  Releasing(RetainableByteBuffer buffer, Callback callback) {
    super(callback);
    this.buffer = buffer;
  }

  @Override
  public void succeeded() {
    buffer.release();
    super.succeeded();
  }

  @Override
  public void failed(Throwable cause) {
    buffer.release();
    super.failed(cause);
  }
}
