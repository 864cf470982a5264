package twinstream.transport;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;

/// Content coding `zstd` (RFC 8878) with a flush per write.
///
/// Level 3, the library's default, which would take 2 MiB of window and 795 kB of tables per
/// stream. A window of 2^15, as zlib's, and tables of 2^13 entries take 123 kB and leave as few
/// bytes (23 of 41 per event).
final class ZstdEncoder implements EventEncoder {
  private static final int LEVEL = 3;
  private static final int WINDOW_LOG = 15;
  private static final int TABLE_LOG = 13;

  private final ZstdCompressCtx context =
      new ZstdCompressCtx()
          .setLevel(LEVEL)
          .setWindowLog(WINDOW_LOG)
          .setHashLog(TABLE_LOG)
          .setChainLog(TABLE_LOG)
          .setContentSize(false);

  @Override
  public int maxBytes(int bytes) {
    // A raw block has 3 bytes more and holds up to a window; a frame's header has up to 18.
    return 32 + bytes + 3 * (bytes / (1 << WINDOW_LOG) + 3);
  }

  @Override
  public void encode(ByteBuffer events, boolean last, ByteBuffer target) {
    EndDirective end = last ? EndDirective.END : EndDirective.FLUSH;
    if (!context.compressDirectByteBufferStream(target, events, end)) {
      throw new IllegalStateException("zstd needs more than the room it asked for");
    }
  }

  @Override
  public void free() {
    context.close();
  }
}
