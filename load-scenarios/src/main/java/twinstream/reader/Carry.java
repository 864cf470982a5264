package twinstream.reader;

import java.util.Arrays;

/// Bytes of an unfinished line or frame, kept until the next read brings the rest. Holds no array
/// before it is needed.
final class Carry {
  private static final byte[] NONE = new byte[0];

  private byte[] bytes = NONE;
  private int length;

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  void append(byte[] source, int from, int to) {
    int needed = length + to - from;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
    System.arraycopy(source, from, bytes, length, to - from);
    length = needed;
  }

  void append(byte value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(64, 2 * length));
    }
    bytes[length++] = value;
  }

  void clear() {
    length = 0;
  }
}
