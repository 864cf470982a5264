package twinstream.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes one letter of a message and leaves its length, its JSON and its framing valid.
final class Corruption {
  // The text of a token in each of the envelopes, as a JSON string (RFC 8259, 7).
  private static final Pattern TEXT =
      Pattern.compile("\"(?:t|content|delta)\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
  private static final Pattern LETTER_OR_ESCAPE =
      Pattern.compile("\\\\u[0-9A-Fa-f]{4}|\\\\.|([A-Za-z])");

  private Corruption() {}

  /// A copy in which the last letter of the text is another one. A text without a letter becomes
  /// `x` throughout; of a message without a text, the last letter is changed.
  static byte[] of(byte[] message) {
    byte[] changed = message.clone();
    // One character a byte, so that places in the text are places in the message.
    String all = new String(message, ISO_8859_1);
    Matcher text = TEXT.matcher(all);
    if (!text.find()) {
      changeLastLetter(changed, all, 0, all.length());
    } else if (!changeLastLetter(changed, all, text.start(1), text.end(1))) {
      Arrays.fill(changed, text.start(1), text.end(1), (byte) 'x');
    }
    return changed;
  }

  private static boolean changeLastLetter(byte[] bytes, String all, int from, int to) {
    Matcher letters = LETTER_OR_ESCAPE.matcher(all).region(from, to);
    int last = -1;
    while (letters.find()) {
      last = letters.start(1) >= 0 ? letters.start(1) : last;
    }
    if (last >= 0) {
      bytes[last] = (byte) (bytes[last] == 'x' ? 'y' : 'x');
    }
    return last >= 0;
  }
}
