package twinstream.reader;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;

/// Content coding `zstd` (RFC 8878).
final class ZstdDecoding implements Decoding {
  // The library wants direct buffers; shared as the arrays are.
  private static final FastThreadLocal<ByteBuffer> CODED = direct();
  private static final FastThreadLocal<ByteBuffer> DECODED = direct();

  private final Scratch.Bytes events;
  private final ZstdDecompressCtx decoder = new ZstdDecompressCtx();

  ZstdDecoding(Scratch.Bytes events) {
    this.events = events;
  }

  private static FastThreadLocal<ByteBuffer> direct() {
    return new FastThreadLocal<>() {
      @Override
      protected ByteBuffer initialValue() {
        return ByteBuffer.allocateDirect(PIECE_BYTES);
      }
    };
  }

  @Override
  public void feed(byte[] bytes, int from, int to) {
    ByteBuffer coded = CODED.get();
    for (int at = from; at < to; ) {
      int count = Math.min(coded.clear().capacity(), to - at);
      coded.put(bytes, at, count).flip();
      at += count;
      decode(coded);
    }
  }

  private void decode(ByteBuffer coded) {
    ByteBuffer decoded = DECODED.get();
    byte[] piece = PIECE.get();
    boolean full;
    do {
      try {
        decoder.decompressDirectByteBufferStream(decoded.clear(), coded);
      } catch (ZstdException e) {
        throw new WrongBytesException("zstd can't be decoded: " + e.getMessage());
      }
      int count = decoded.position();
      full = count == decoded.capacity();
      decoded.flip().get(piece, 0, count);
      events.feed(piece, 0, count);
    } while (full || coded.hasRemaining());
  }

  @Override
  public void free() {
    decoder.close();
  }
}
