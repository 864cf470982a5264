package twinstream.transport;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/// What `permessage-deflate` does with one message (RFC 7692, 7.2.1), as Jetty's extension does it:
/// zlib's defaults, a sync flush, whose last four bytes are left out.
final class MessageDeflate implements EventEncoder {
  private static final int TAIL_BYTES = 4;

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final boolean reset;

  /// @param reset true to begin each message with a fresh context
  MessageDeflate(boolean reset) {
    this.reset = reset;
  }

  @Override
  public int maxBytes(int bytes) {
    return bytes + 5 * (bytes / (16 * 1024) + 3);
  }

  @Override
  public void encode(ByteBuffer message, boolean last, ByteBuffer target) {
    deflater.setInput(message);
    deflater.deflate(target, Deflater.SYNC_FLUSH);
    target.position(target.position() - TAIL_BYTES);
    if (reset) {
      deflater.reset();
    }
  }

  @Override
  public void free() {
    deflater.end();
  }
}
