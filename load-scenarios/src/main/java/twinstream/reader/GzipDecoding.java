package twinstream.reader;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Content coding `gzip` (RFC 1952): one member without optional fields, as servers make it.
final class GzipDecoding implements Decoding {
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int FLAGS = 3;

  private final Scratch.Bytes events;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int headerBytes;
  private int trailerBytes;
  private long trailer;

  GzipDecoding(Scratch.Bytes events) {
    this.events = events;
  }

  @Override
  public void feed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && headerBytes < HEADER_BYTES) {
      checkHeader(bytes[at++]);
    }
    if (!inflater.finished()) {
      inflater.setInput(bytes, at, to - at);
      inflate();
      at = to - inflater.getRemaining();
    }
    while (at < to) {
      checkTrailer(bytes[at++]);
    }
  }

  private void checkHeader(byte value) {
    boolean right =
        switch (headerBytes++) {
          case 0 -> value == 0x1f;
          case 1 -> value == (byte) 0x8b;
          case 2 -> value == 8;
          case FLAGS -> value == 0;
          default -> true;
        };
    if (!right) {
      throw new WrongBytesException(
          "byte %d of the gzip header is 0x%02x".formatted(headerBytes - 1, value));
    }
  }

  private void inflate() {
    byte[] piece = PIECE.get();
    try {
      for (int n = inflater.inflate(piece); n > 0; n = inflater.inflate(piece)) {
        checksum.update(piece, 0, n);
        events.feed(piece, 0, n);
      }
    } catch (DataFormatException e) {
      throw new WrongBytesException("gzip can't be decoded: " + e.getMessage());
    }
  }

  // Checksum and length, each from its lowest byte on.
  private void checkTrailer(byte value) {
    trailer |= (value & 0xFFL) << 8 * trailerBytes++;
    if (trailerBytes == TRAILER_BYTES
        && trailer != (checksum.getValue() | inflater.getBytesWritten() << 32)) {
      throw new WrongBytesException("gzip's checksum or length is not that of what was decoded");
    }
    if (trailerBytes > TRAILER_BYTES) {
      throw new WrongBytesException("bytes follow the end of gzip");
    }
  }

  @Override
  public void free() {
    inflater.end();
  }
}
