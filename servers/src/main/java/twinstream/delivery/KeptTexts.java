package twinstream.delivery;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Texts of consecutive tokens in one array, each behind its length: about two bytes more than the
/// text, where an array of its own would be 24. Not for several threads at once, but what
/// [#iterator] gives is its own.
final class KeptTexts {
  // A length in groups of seven bits, lowest first; the eighth says that another one follows.
  private static final int GROUP_BITS = 7;
  private static final int MORE = 1 << GROUP_BITS;
  private static final int FIRST_BYTES = 64;

  private final int first;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int end;
  private int count;

  /// @param first index of the first token to come
  KeptTexts(int first) {
    this.first = first;
  }

  /// @throws IllegalStateException unless the index is the next one
  void add(int index, byte[] text) {
    if (index != next()) {
      throw new IllegalStateException(
          "token %d must come next in the log, but is %d".formatted(next(), index));
    }
    int length = text.length;
    reserve(text.length + Integer.BYTES + 1);
    for (; length >= MORE; length >>>= GROUP_BITS) {
      bytes[end++] = (byte) (length | MORE);
    }
    bytes[end++] = (byte) length;
    System.arraycopy(text, 0, bytes, end, text.length);
    end += text.length;
    count++;
  }

  // Older iterators keep the array that they have: what is in it never changes.
  private void reserve(int more) {
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, Math.max(end + more, bytes.length + bytes.length / 2));
    }
  }

  /// Index of the token after the last one.
  int next() {
    return first + count;
  }

  int count() {
    return count;
  }

  /// What the array takes, used or not.
  int capacity() {
    return bytes.length;
  }

  /// The texts that are here now, from an index on.
  Iterator<byte[]> iterator(int from) {
    Walk walk = new Walk(bytes, end);
    for (int index = first; index < from && walk.hasNext(); index++) {
      walk.skip();
    }
    return walk;
  }

  private static final class Walk implements Iterator<byte[]> {
    private final byte[] bytes;
    private final int end;
    private int position;

    Walk(byte[] bytes, int end) {
      this.bytes = bytes;
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      return position < end;
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int length = length();
      byte[] text = Arrays.copyOfRange(bytes, position, position + length);
      position += length;
      return text;
    }

    void skip() {
      int length = length();
      position += length;
    }

    private int length() {
      int length = 0;
      for (int shift = 0; ; shift += GROUP_BITS) {
        byte group = bytes[position++];
        length |= (group & (MORE - 1)) << shift;
        if (group >= 0) {
          return length;
        }
      }
    }
  }
}
