package twinstream.reader;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks for the end of a line eight bytes at a time: a long that holds a wanted byte has a zero
/// byte once it is combined with eight of them by exclusive or, and subtracting one from each byte
/// borrows from a zero alone (Warren, Hacker's Delight, 6-1).
final class LineEnds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final long CARRIAGE_RETURNS = '\r' * ONES;

  private LineEnds() {}

  /// The first CR or LF from there on.
  ///
  /// @return `to` where there is none
  static int next(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at);
      // Bytes behind the first zero may be marked, too; the first is right (little-endian).
      long marks = zeros(eight ^ LINE_FEEDS) | zeros(eight ^ CARRIAGE_RETURNS);
      if (marks != 0) {
        return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
      }
    }
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
  }
}
