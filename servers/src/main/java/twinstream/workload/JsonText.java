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

  private static final Ascii CONTROL = Ascii.of("\\u00");

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

  /// @return the place behind the text
  static int putEscaped(byte[] utf8, ByteBuffer target, int at) {
    if (utf8.length <= Long.BYTES) {
      return putShort(utf8, target, at);
    }
    return escapedBytes(utf8) == utf8.length
        ? Ascii.put(utf8, target, at)
        : putEach(utf8, target, at);
  }

  // Nearly every token is.
  private static int putShort(byte[] utf8, ByteBuffer target, int at) {
    long word = 0;
    int bytes = 0;
    for (int i = 0; i < utf8.length; i++) {
      bytes += COST[utf8[i] & 0xFF];
      word |= Word.of(utf8[i], i);
    }
    return bytes == utf8.length ? Word.put(word, bytes, target, at) : putEach(utf8, target, at);
  }

  private static int putEach(byte[] utf8, ByteBuffer target, int at) {
    Word.requireRoom(escapedBytes(utf8), target, at);
    int next = at;
    for (byte b : utf8) {
      switch (COST[b & 0xFF]) {
        case 1 -> target.put(next++, b);
        case 2 -> target.put(next++, (byte) '\\').put(next++, LETTER[b]);
        default -> next = putHex(b, target, next);
      }
    }
    return next;
  }

  private static int putHex(byte control, ByteBuffer target, int at) {
    int next = CONTROL.put(target, at);
    target.put(next++, HEX[control >> 4]).put(next++, HEX[control & 0xF]);
    return next;
  }
}
