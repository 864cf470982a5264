package twinstream.transport;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.aayushatharva.brotli4j.encoder.EncoderJNI;
import com.aayushatharva.brotli4j.encoder.EncoderJNI.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Content coding `br` (RFC 7932) with a flush per write.
///
/// Quality 5: the lowest whose matches reach across a flush and that then gains on gzip (of 41
/// bytes per event, 43, 28 and 28 were left at 2, 3 and 4, 21 at 5). Window 2^15, as zlib's: a
/// larger one is memory without gain for replies of some ten kilobytes.
final class BrotliEncoder implements EventEncoder {
  private static final int QUALITY = 5;
  private static final int WINDOW_LOG = 15;
  private static final int INPUT_BYTES = 4096;

  private final EncoderJNI.Wrapper encoder;

  BrotliEncoder() {
    Brotli4jLoader.ensureAvailability();
    try {
      encoder = new EncoderJNI.Wrapper(INPUT_BYTES, QUALITY, WINDOW_LOG, Encoder.Mode.GENERIC);
    } catch (IOException e) {
      throw new IllegalStateException("no memory for another brotli encoder", e);
    }
  }

  @Override
  public int maxBytes(int bytes) {
    // An uncompressed meta-block has at most 6 bytes more; a window's and a flush's are few.
    return bytes + 8 * (bytes / INPUT_BYTES + 4);
  }

  @Override
  public void encode(ByteBuffer events, boolean last, ByteBuffer target) {
    ByteBuffer input = encoder.getInputBuffer();
    do {
      int count = Math.min(events.remaining(), input.capacity());
      input.clear().put(events.slice(events.position(), count));
      events.position(events.position() + count);
      Operation operation =
          events.hasRemaining() ? Operation.PROCESS : last ? Operation.FINISH : Operation.FLUSH;
      encoder.push(operation, count);
      pull(operation, target);
    } while (events.hasRemaining());
  }

  private void pull(Operation operation, ByteBuffer target) {
    while (true) {
      if (!encoder.isSuccess()) {
        throw new IllegalStateException("the brotli encoder has failed");
      }
      if (encoder.hasMoreOutput()) {
        target.put(encoder.pull());
      } else if (encoder.hasRemainingInput()
          || (operation == Operation.FINISH && !encoder.isFinished())) {
        encoder.push(operation, 0);
      } else {
        return;
      }
    }
  }

  @Override
  public void free() {
    encoder.destroy();
  }
}
