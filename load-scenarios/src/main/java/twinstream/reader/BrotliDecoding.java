package twinstream.reader;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Content coding `br` (RFC 7932).
final class BrotliDecoding implements Decoding {
  private static final int INPUT_BYTES = 4096;

  private final Scratch.Bytes events;
  private final DecoderJNI.Wrapper decoder;

  BrotliDecoding(Scratch.Bytes events) {
    this.events = events;
    Brotli4jLoader.ensureAvailability();
    try {
      decoder = new DecoderJNI.Wrapper(INPUT_BYTES);
    } catch (IOException e) {
      throw new IllegalStateException("no memory for another brotli decoder", e);
    }
  }

  @Override
  public void feed(byte[] bytes, int from, int to) {
    for (int at = from; at < to; ) {
      if (decoder.getStatus() == DecoderJNI.Status.DONE) {
        throw new WrongBytesException("bytes follow the end of brotli");
      }
      ByteBuffer input = decoder.getInputBuffer();
      int count = Math.min(input.clear().capacity(), to - at);
      input.put(bytes, at, count);
      at += count;
      decoder.push(count);
      pull();
    }
  }

  private void pull() {
    byte[] piece = PIECE.get();
    while (decoder.hasOutput() || decoder.getStatus() == DecoderJNI.Status.OK) {
      if (!decoder.hasOutput()) {
        // It stops where its window wraps, with input left.
        decoder.push(0);
        continue;
      }
      ByteBuffer decoded = decoder.pull();
      while (decoded.hasRemaining()) {
        int count = Math.min(piece.length, decoded.remaining());
        decoded.get(piece, 0, count);
        events.feed(piece, 0, count);
      }
    }
    if (decoder.getStatus() == DecoderJNI.Status.ERROR) {
      throw new WrongBytesException("brotli can't be decoded");
    }
  }

  @Override
  public void free() {
    decoder.destroy();
  }
}
