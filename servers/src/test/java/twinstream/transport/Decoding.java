package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decodes a coded event stream as far as its bytes go, with decoders that the suite did not write.
abstract sealed class Decoding implements AutoCloseable {
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  static Decoding of(String coding) throws IOException {
    return switch (coding) {
      case "gzip" -> new Gzip();
      case "br" -> new Brotli();
      case "zstd" -> new Zstd();
      default -> throw new AssertionError("no decoder for " + coding);
    };
  }

  /// What can be decoded now that these bytes have come, beyond what could be before.
  byte[] feed(byte[] coded) throws IOException {
    int before = all.size();
    decode(coded, all);
    return Arrays.copyOfRange(all.toByteArray(), before, all.size());
  }

  /// Feeds bytes without looking at what comes of them.
  void take(byte[] coded) throws IOException {
    decode(coded, all);
  }

  byte[] all() {
    return all.toByteArray();
  }

  abstract void decode(byte[] coded, ByteArrayOutputStream target) throws IOException;

  /// @throws AssertionError when the coding has not come to its end, or its checksum is wrong
  abstract void assertComplete();

  @Override
  public abstract void close();

  private static final class Gzip extends Decoding {
    private static final int HEADER_BYTES = 10;
    private final Inflater inflater = new Inflater(true);
    private final ByteArrayOutputStream outside = new ByteArrayOutputStream();

    @Override
    void decode(byte[] coded, ByteArrayOutputStream target) throws IOException {
      int head = Math.min(coded.length, Math.max(0, HEADER_BYTES - outside.size()));
      outside.write(coded, 0, head);
      inflater.setInput(coded, head, coded.length - head);
      byte[] piece = new byte[4096];
      try {
        for (int n = inflater.inflate(piece); n > 0; n = inflater.inflate(piece)) {
          target.write(piece, 0, n);
        }
      } catch (DataFormatException e) {
        throw new IOException(e);
      }
      int left = inflater.getRemaining();
      outside.write(coded, coded.length - left, left);
    }

    @Override
    void assertComplete() {
      assertThat(inflater.finished()).isTrue();
      CRC32 checksum = new CRC32();
      checksum.update(all());
      ByteBuffer trailer = ByteBuffer.allocate(8);
      trailer.putInt(Integer.reverseBytes((int) checksum.getValue()));
      trailer.putInt(Integer.reverseBytes(all().length));
      assertThat(Arrays.copyOfRange(outside.toByteArray(), HEADER_BYTES, outside.size()))
          .isEqualTo(trailer.array());
    }

    @Override
    public void close() {
      inflater.end();
    }
  }

  private static final class Brotli extends Decoding {
    private final DecoderJNI.Wrapper decoder = new DecoderJNI.Wrapper(64 * 1024);

    Brotli() throws IOException {}

    @Override
    void decode(byte[] coded, ByteArrayOutputStream target) throws IOException {
      for (int at = 0; at < coded.length; ) {
        ByteBuffer input = decoder.getInputBuffer();
        int count = Math.min(input.clear().capacity(), coded.length - at);
        input.put(coded, at, count);
        at += count;
        decoder.push(count);
        pull(target);
      }
    }

    private void pull(ByteArrayOutputStream target) throws IOException {
      while (decoder.hasOutput() || decoder.getStatus() == DecoderJNI.Status.OK) {
        if (!decoder.hasOutput()) {
          decoder.push(0);
          continue;
        }
        ByteBuffer piece = decoder.pull();
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        target.writeBytes(bytes);
      }
      if (decoder.getStatus() == DecoderJNI.Status.ERROR) {
        throw new IOException("not brotli");
      }
    }

    @Override
    void assertComplete() {
      assertThat(decoder.getStatus()).isEqualTo(DecoderJNI.Status.DONE);
    }

    @Override
    public void close() {
      decoder.destroy();
    }
  }

  private static final class Zstd extends Decoding {
    private final ZstdDecompressCtx decoder = new ZstdDecompressCtx();
    private boolean complete;

    @Override
    void decode(byte[] coded, ByteArrayOutputStream target) {
      ByteBuffer source = ByteBuffer.allocateDirect(coded.length).put(coded).flip();
      ByteBuffer piece = ByteBuffer.allocateDirect(64 * 1024);
      do {
        complete = decoder.decompressDirectByteBufferStream(piece.clear(), source);
        byte[] bytes = new byte[piece.flip().remaining()];
        piece.get(bytes);
        target.writeBytes(bytes);
      } while (source.hasRemaining() || piece.limit() == piece.capacity());
    }

    @Override
    void assertComplete() {
      assertThat(complete).isTrue();
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
