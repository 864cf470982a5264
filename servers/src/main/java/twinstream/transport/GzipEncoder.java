package twinstream.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Content coding `gzip` (RFC 1952) with a sync flush per write. Level, window and memory are
/// zlib's defaults, which Jetty's `permessage-deflate` has, too.
final class GzipEncoder implements EventEncoder {
  // No name, no time, unknown system.
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int TRAILER_BYTES = 8;

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final CRC32 checksum = new CRC32();

  @Override
  public int maxBytes(int bytes) {
    // Stored blocks of at most 16 KiB take 5 bytes more each, a flush takes one more.
    return HEADER.length + bytes + 5 * (bytes / (16 * 1024) + 3) + TRAILER_BYTES;
  }

  @Override
  public void encode(ByteBuffer events, boolean last, ByteBuffer target) {
    if (deflater.getBytesRead() == 0) {
      target.put(HEADER);
    }
    checksum.update(events.duplicate());
    deflater.setInput(events);
    if (last) {
      deflater.finish();
    }
    deflater.deflate(target, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
    // zlib has flushed all only where it has left room (zlib.h, deflate).
    if (last ? !deflater.finished() : !target.hasRemaining()) {
      throw new IllegalStateException("gzip needs more than the room it asked for");
    }
    if (last) {
      target.order(ByteOrder.LITTLE_ENDIAN);
      target.putInt((int) checksum.getValue()).putInt((int) deflater.getBytesRead());
      target.order(ByteOrder.BIG_ENDIAN);
    }
  }

  @Override
  public void free() {
    deflater.end();
  }
}
