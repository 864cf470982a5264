package twinstream.reader;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks for the end of a line eight bytes at a time: where the same is subtracted from each byte
/// of a word, the high bit of the first that is less comes up (Warren, Hacker's Delight, 6-1).
final class LineEnds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long BEHIND_CR = ('\r' + 1) * ONES;

  private LineEnds() {}

  /// The first CR or LF from there on.
  ///
  /// @return `to` where there is none
  static int next(byte[] bytes, int from, int to) {
    int at = suspect(bytes, from, to);
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at = suspect(bytes, at + 1, to);
    }
    return at;
  }

  // The first byte up to CR. Text has line ends there and tabs, so this is nearly always the one.
  private static int suspect(byte[] bytes, int from, int to) {
    int at = from;
    // Four words at a time, with one branch for them all; then one at a time, up to the one.
    while (at <= to - 4 * Long.BYTES
        && (low(bytes, at) | low(bytes, at + 8) | low(bytes, at + 16) | low(bytes, at + 24)) == 0) {
      at += 4 * Long.BYTES;
    }
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long marks = low(bytes, at);
      if (marks != 0) {
        return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
    }
    while (at < to && (bytes[at] < 0 || bytes[at] > '\r')) {
      at++;
    }
    return at;
  }

  // Bytes behind the first that is marked may be marked, too; the first is right (little-endian).
  private static long low(byte[] bytes, int at) {
    long eight = (long) LONGS.get(bytes, at);
    return (eight - BEHIND_CR) & ~eight & HIGHS;
  }
}
