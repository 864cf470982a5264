package twinstream.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Each chunk is a message (RFC 9112, 7.1), but a comment (WHATWG HTML, 9.2.6) is a signal. The
/// line end behind a chunk's data is a unit of its own, because servers may send it with the next
/// chunk only.
final class Chunked implements Units {
  private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);

  private boolean lineEndIsOwed;
  private boolean over;

  @Override
  public @Nullable Unit next(byte[] bytes, int from, int to) {
    if (lineEndIsOwed) {
      if (to - from < LINE_END.length) {
        return null;
      }
      lineEndIsOwed = false;
      return new Unit(Unit.Kind.BETWEEN, from + LINE_END.length);
    }
    int data = Head.lineEnd(bytes, from, to);
    if (data < 0) {
      return null;
    }
    long length = length(bytes, from, data);
    return length == 0 ? trailer(bytes, data, to) : chunk(bytes, data, length, to);
  }

  private @Nullable Unit chunk(byte[] bytes, int data, long length, int to) {
    if (length < 0 || to - data < length) {
      return null;
    }
    lineEndIsOwed = true;
    boolean comment = bytes[data] == ':';
    return new Unit(comment ? Unit.Kind.SIGNAL : Unit.Kind.MESSAGE, data + (int) length);
  }

  // The fields behind the last chunk end with an empty line.
  private @Nullable Unit trailer(byte[] bytes, int from, int to) {
    int at = from;
    int end = Head.lineEnd(bytes, at, to);
    while (end > at + LINE_END.length) {
      at = end;
      end = Head.lineEnd(bytes, at, to);
    }
    over = end >= 0;
    return over ? new Unit(Unit.Kind.OTHER, end) : null;
  }

  private static long length(byte[] bytes, int from, int lineEnd) {
    String line = new String(bytes, from, lineEnd - from, US_ASCII);
    return HexFormat.fromHexDigitsToLong(line.split("[;\\s]", 2)[0]);
  }

  @Override
  public byte[] separator() {
    return LINE_END.clone();
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
