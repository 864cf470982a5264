package twinstream.workload;

import java.nio.ByteBuffer;

/// Decimal digits, straight into a buffer.
public final class Decimal {
  /// Most bytes that [#put] puts.
  public static final int MOST_BYTES = 10;

  // The least number that has more digits than a word has bytes.
  private static final int BEYOND_A_WORD = 100_000_000;
  private static final long ZEROS = 0x3030_3030_3030_3030L;

  private Decimal() {}

  /// Puts the digits of a number. Allocates nothing.
  ///
  /// @param number 0 or more
  /// @param at where in the buffer, whose position stays; bytes behind the digits may be
  ///   overwritten
  /// @return the place behind the digits
  /// @throws java.nio.BufferOverflowException if they do not fit, with part of them put
  public static int put(int number, ByteBuffer target, int at) {
    if (number < BEYOND_A_WORD) {
      long digits = digits(number);
      int zeros = Math.min(Long.numberOfLeadingZeros(digits) / Byte.SIZE, Long.BYTES - 1);
      return Word.put((digits | ZEROS) << Byte.SIZE * zeros, Long.BYTES - zeros, target, at);
    }
    int next = put(number / BEYOND_A_WORD, target, at);
    return Word.put(digits(number % BEYOND_A_WORD) | ZEROS, Long.BYTES, target, next);
  }

  // The eight digits, a byte each, the first most significant: twice four, four times two, eight
  // times one, side by side in one word. It takes the same time for every number, and no branch.
  private static long digits(int number) {
    long fours = number / 10_000 | (long) (number % 10_000) << 32;
    // Divides what is less than 10,000 by 100, and below what is less than 100 by 10.
    long hundreds = fours * 5_243 >>> 19 & 0x0000_007F_0000_007FL;
    long twos = hundreds | fours - 100 * hundreds << 16;
    long tens = twos * 103 >>> 10 & 0x000F_000F_000F_000FL;
    return Long.reverseBytes(tens | twos - 10 * tens << 8);
  }
}
