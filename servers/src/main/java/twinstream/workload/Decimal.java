package twinstream.workload;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/// Decimal digits, straight into a buffer.
public final class Decimal {
  /// Most bytes that [#put] puts.
  public static final int MOST_BYTES = 10;

  private Decimal() {}

  /// Puts the digits of a number. Allocates nothing.
  ///
  /// @param number 0 or more
  /// @throws BufferOverflowException if they do not fit; nothing was put then
  public static void put(int number, ByteBuffer target) {
    int end = target.position() + digits(number);
    if (end > target.limit()) {
      throw new BufferOverflowException();
    }
    int rest = number;
    int at = end;
    do {
      int tenth = rest / 10;
      target.put(--at, (byte) ('0' + rest - 10 * tenth));
      rest = tenth;
    } while (rest > 0);
    target.position(end);
  }

  private static int digits(int number) {
    int digits = 1;
    for (long least = 10; least <= number; least *= 10) {
      digits++;
    }
    return digits;
  }
}
