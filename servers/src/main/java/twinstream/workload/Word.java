package twinstream.workload;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Up to eight bytes that are put into a buffer at once: for as few of them, a copy of an array
/// costs several times what its bytes cost. The first byte is the most significant one, those
/// behind the last do not count.
final class Word {
  private Word() {}

  /// A byte in its place in a word; those of several places make a word by `|`.
  ///
  /// @param place 0 to 7, 0 for the first
  static long of(byte value, int place) {
    return (value & 0xFFL) << shift(place);
  }

  private static int shift(int place) {
    return Long.SIZE - Byte.SIZE * (place + 1);
  }

  /// Puts the first bytes of a word. Where the buffer has room for it, the whole word is written;
  /// what is behind the returned place then has no meaning.
  ///
  /// @param length 0 to 8
  /// @param at where in the buffer, whose position does not matter and stays
  /// @return the place behind the last byte
  /// @throws BufferOverflowException if they do not fit before the limit; nothing was put then
  static int put(long word, int length, ByteBuffer target, int at) {
    if (at <= target.limit() - Long.BYTES) {
      target.putLong(at, target.order() == ByteOrder.BIG_ENDIAN ? word : Long.reverseBytes(word));
    } else {
      putEach(word, length, target, at);
    }
    return at + length;
  }

  private static void putEach(long word, int length, ByteBuffer target, int at) {
    requireRoom(length, target, at);
    for (int i = 0; i < length; i++) {
      target.put(at + i, (byte) (word >>> shift(i)));
    }
  }

  static void requireRoom(int bytes, ByteBuffer target, int at) {
    if (at > target.limit() - bytes) {
      throw new BufferOverflowException();
    }
  }
}
