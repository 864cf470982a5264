package twinstream.workload;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The few pieces of JSON that an envelope needs, straight into a buffer.
final class JsonText {
  /// Bytes that a byte takes inside a JSON string: 1 as it is, 2 in the short form `\n`, 6 in the
  /// form `\u001f`.
  private static final byte[] COST = new byte[256];

  /// Letter of the short form where [#COST] is 2.
  private static final byte[] LETTER = new byte[128];

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  static {
    Arrays.fill(COST, (byte) 1);
    Arrays.fill(COST, 0, ' ', (byte) 6);
    shortForm('"', '"');
    shortForm('\\', '\\');
    shortForm('\b', 'b');
    shortForm('\f', 'f');
    shortForm('\n', 'n');
    shortForm('\r', 'r');
    shortForm('\t', 't');
  }

  private JsonText() {}

  private static void shortForm(char character, char letter) {
    COST[character] = 2;
    LETTER[character] = (byte) letter;
  }

  /// Length of the text inside a JSON string.
  static int escapedBytes(byte[] utf8) {
    int bytes = 0;
    for (byte b : utf8) {
      bytes += COST[b & 0xFF];
    }
    return bytes;
  }

  static void putEscaped(byte[] utf8, ByteBuffer target) {
    if (escapedBytes(utf8) == utf8.length) {
      target.put(utf8);
      return;
    }
    for (byte b : utf8) {
      switch (COST[b & 0xFF]) {
        case 1 -> target.put(b);
        case 2 -> target.put((byte) '\\').put(LETTER[b]);
        default -> putHex(b, target);
      }
    }
  }

  private static void putHex(byte control, ByteBuffer target) {
    target.put((byte) '\\').put((byte) 'u').put((byte) '0').put((byte) '0');
    target.put(HEX[control >> 4]).put(HEX[control & 0xF]);
  }

  static void putAscii(String ascii, ByteBuffer target) {
    for (int i = 0; i < ascii.length(); i++) {
      target.put((byte) ascii.charAt(i));
    }
  }
}
