package twinstream.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A text of ASCII characters that is put into buffers often. Like all that writes tokens here, it
/// takes and returns a place, since the buffer's own position would be written and read again
/// between any two pieces.
public final class Ascii {
  private static final byte[] NONE = {};
  private static final int MOST = 0x7F;

  private final int length;
  private final long word;
  // Only of what is longer than a word.
  private final byte[] bytes;

  private Ascii(byte[] all) {
    length = all.length;
    boolean fits = length <= Long.BYTES;
    word = fits ? wordOf(all) : 0;
    bytes = fits ? NONE : all;
  }

  private static long wordOf(byte[] bytes) {
    long word = 0;
    for (int i = 0; i < bytes.length; i++) {
      word |= Word.of(bytes[i], i);
    }
    return word;
  }

  /// A text.
  ///
  /// @throws IllegalArgumentException if it holds anything but ASCII
  public static Ascii of(String text) {
    if (!holds(text)) {
      throw new IllegalArgumentException("\"%s\" holds more than ASCII".formatted(text));
    }
    return new Ascii(text.getBytes(US_ASCII));
  }

  /// True for a text of nothing but ASCII.
  public static boolean holds(String text) {
    return text.chars().allMatch(c -> c <= MOST);
  }

  /// Number of bytes.
  public int length() {
    return length;
  }

  /// Puts the text. Allocates nothing.
  ///
  /// @param at where in the buffer, whose position stays; bytes behind the text may be overwritten
  /// @return the place behind the text
  /// @throws java.nio.BufferOverflowException if it does not fit; nothing was put then
  public int put(ByteBuffer target, int at) {
    return length <= Long.BYTES ? Word.put(word, length, target, at) : put(bytes, target, at);
  }

  /// The same for bytes.
  static int put(byte[] bytes, ByteBuffer target, int at) {
    Word.requireRoom(bytes.length, target, at);
    target.put(at, bytes);
    return at + bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ascii ascii
        && length == ascii.length
        && word == ascii.word
        && Arrays.equals(bytes, ascii.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(word) + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    if (length > Long.BYTES) {
      return new String(bytes, US_ASCII);
    }
    byte[] all = new byte[length];
    Word.put(word, length, ByteBuffer.wrap(all), 0);
    return new String(all, US_ASCII);
  }
}
