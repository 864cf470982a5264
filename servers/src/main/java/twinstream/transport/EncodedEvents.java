package twinstream.transport;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The compressed side of one event stream: has an encoder from the first event to the stream's
/// end, however that comes. A reader may leave while an event is being encoded on another thread;
/// hence the lock.
final class EncodedEvents {
  private final Supplier<EventEncoder> encoders;
  private final ByteBufferPool buffers;
  private @Nullable EventEncoder encoder;
  private boolean over;

  EncodedEvents(Supplier<EventEncoder> encoders, ByteBufferPool buffers) {
    this.encoders = encoders;
    this.buffers = buffers;
  }

  /// Encodes the bytes of one write, and gives their buffer back.
  ///
  /// @param last true when nothing follows
  /// @throws IllegalStateException when the stream is over, or its encoder fails
  RetainableByteBuffer encode(RetainableByteBuffer events, boolean last) {
    try {
      return encode(events.getByteBuffer(), last);
    } finally {
      events.release();
    }
  }

  private synchronized RetainableByteBuffer encode(ByteBuffer events, boolean last) {
    if (over) {
      throw new IllegalStateException("the stream is over");
    }
    if (encoder == null) {
      encoder = encoders.get();
    }
    RetainableByteBuffer encoded = buffers.acquire(encoder.maxBytes(events.remaining()), true);
    try {
      ByteBuffer target = encoded.getByteBuffer();
      BufferUtil.clearToFill(target);
      encoder.encode(events, last, target);
      target.flip();
      return encoded;
    } catch (RuntimeException e) {
      encoded.release();
      throw e;
    }
  }

  /// The callback that is to be completed when the stream is over; frees the encoder first.
  Callback freedBefore(Callback callback) {
    return new Callback.Nested(callback) {
      @Override
      public void succeeded() {
        free();
        super.succeeded();
      }

      @Override
      public void failed(Throwable cause) {
        free();
        super.failed(cause);
      }
    };
  }

  private synchronized void free() {
    over = true;
    if (encoder != null) {
      encoder.free();
      encoder = null;
    }
  }
}
