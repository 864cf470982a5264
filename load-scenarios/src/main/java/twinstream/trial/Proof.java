package twinstream.trial;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The texts that a reader was sent of a reply with a nonce. Behind the text that follows from the
/// seed each holds a mark that the server drew, so that only a server that kept it can send it
/// again, or tell its hash. One event loop only.
final class Proof {
  private static final int MARK_BYTES = 6;
  // In no mark, and unescaped in JSON.
  private static final byte ANY = '*';

  private final MessageDigest digest = sha256();
  private final byte[] mark = new byte[MARK_BYTES];

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The text with room for a mark behind it.
  static byte[] marked(byte[] plain) {
    byte[] text = Arrays.copyOf(plain, plain.length + MARK_BYTES);
    Arrays.fill(text, plain.length, text.length, ANY);
    return text;
  }

  /// Whether some bytes are the expected ones, with any mark in the room for it; it is remembered.
  ///
  /// @param expected holds the room
  /// @param length of what is expected
  boolean fits(byte[] expected, int length, byte[] bytes, int from, int to) {
    int room = Arrays.mismatch(expected, 0, length, bytes, from, to);
    if (to - from != length || room < 0 || room + MARK_BYTES > length) {
      return false;
    }
    for (int i = 0; i < MARK_BYTES; i++) {
      mark[i] = bytes[from + room + i];
      if (expected[room + i] != ANY || !isOfMarks(mark[i])) {
        return false;
      }
    }
    int rest = room + MARK_BYTES;
    return Arrays.equals(expected, rest, length, bytes, from + rest, to);
  }

  private static boolean isOfMarks(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_';
  }

  /// The token whose bytes fitted last is the next one.
  void take(byte[] plain) {
    digest.update(plain);
    digest.update(mark);
  }

  /// SHA-256 of all texts taken so far, in hex.
  String hash() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own SHA-256 can be cloned", e);
    }
  }
}
