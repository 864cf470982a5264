package twinstream.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// What a message of a reply is, where messages are bare texts and no events.
enum MessageKind {
  RECORD,
  TOKEN,
  DONE,
  ERROR;

  private static final byte[] END = "[DONE]".getBytes(US_ASCII);
  private static final byte[] REPLY = "{\"reply\"".getBytes(US_ASCII);
  private static final byte[] FAILURE = "{\"type\":\"error\"".getBytes(US_ASCII);

  static MessageKind of(byte[] bytes, int from, int to) {
    if (Arrays.equals(bytes, from, to, END, 0, END.length)) {
      return DONE;
    }
    if (startsWith(REPLY, bytes, from, to)) {
      return RECORD;
    }
    return startsWith(FAILURE, bytes, from, to) ? ERROR : TOKEN;
  }

  private static boolean startsWith(byte[] prefix, byte[] bytes, int from, int to) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }
}
