package twinstream.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// Reads a `text/event-stream` (WHATWG HTML, 9.2.6) from reads that may end anywhere. No object per
/// event.
///
/// Not for several threads at once.
public final class EventStreamParser {

  /// Is told each event as it is dispatched; byte ranges are valid during the call only.
  public interface Events {
    /// @param type empty for `message`
    /// @param bytes holds the data, lines joined by LF
    void event(Text type, Text lastEventId, byte[] bytes, int from, int to);

    /// A comment line, without its colon.
    default void comment(byte[] bytes, int from, int to) {}

    /// A new reconnection time.
    default void retry(long millis) {}
  }

  /// A short byte string that is set often and looked at rarely.
  public static final class Text {
    private byte[] bytes = new byte[16];
    private int length;

    void set(byte[] source, int from, int to) {
      if (to - from > bytes.length) {
        bytes = new byte[to - from];
      }
      length = to - from;
      System.arraycopy(source, from, bytes, 0, length);
    }

    void clear() {
      length = 0;
    }

    public boolean isEmpty() {
      return length == 0;
    }

    public boolean equalTo(byte[] other) {
      return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }

    public boolean startsWith(byte[] other) {
      return length >= other.length
          && Arrays.equals(bytes, 0, other.length, other, 0, other.length);
    }

    /// The decimal number behind a colon at that place, up to the end; -1 where there is none.
    public int numberBehindColon(int colon) {
      int digits = length - colon - 1;
      if (digits < 1 || digits > 9 || bytes[colon] != ':') {
        return -1;
      }
      int number = 0;
      for (int i = colon + 1; i < length; i++) {
        int digit = bytes[i] - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        number = number * 10 + digit;
      }
      return number;
    }

    /// The bytes as UTF-8 text.
    @Override
    public String toString() {
      return new String(bytes, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static final byte[] NONE = {};
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Events events;
  private final Carry line = new Carry();
  private final Carry data = new Carry();
  private final Text type = new Text();
  private final Text lastEventId = new Text();
  // The first line of data stays where it is for as long as the read lasts that ended it.
  private byte[] place = NONE;
  private int dataFrom;
  private int dataTo;
  private boolean inPlace;
  private boolean hasData;
  private boolean first = true;
  private boolean skipLf;

  public EventStreamParser(Events events) {
    this.events = events;
  }

  /// Takes the bytes of one read.
  public void feed(byte[] bytes, int from, int to) {
    int start = from;
    if (skipLf && start < to) {
      skipLf = false;
      if (bytes[start] == '\n') {
        start++;
      }
    }
    for (int end = LineEnds.next(bytes, start, to);
        end < to;
        end = LineEnds.next(bytes, start, to)) {
      endOfLine(bytes, start, end);
      start = behind(bytes, end, to);
    }
    keepData();
    place = NONE;
    if (start < to) {
      line.append(bytes, start, to);
    }
  }

  // The line feed of a pair belongs to the carriage return, even where it comes with the next read.
  private int behind(byte[] bytes, int end, int to) {
    if (bytes[end] == '\n') {
      return end + 1;
    }
    skipLf = end + 1 == to;
    return !skipLf && bytes[end + 1] == '\n' ? end + 2 : end + 1;
  }

  private void endOfLine(byte[] bytes, int from, int to) {
    if (line.length() == 0) {
      line(bytes, from, to);
      return;
    }
    line.append(bytes, from, to);
    int length = line.length();
    line.clear();
    line(line.bytes(), 0, length);
  }

  private void line(byte[] bytes, int from, int to) {
    int start = from;
    if (first) {
      first = false;
      if (to - from >= BOM.length
          && Arrays.equals(bytes, from, from + BOM.length, BOM, 0, BOM.length)) {
        start += BOM.length;
      }
    }
    if (start == to) {
      dispatch();
      return;
    }
    int colon = start;
    while (colon < to && bytes[colon] != ':') {
      colon++;
    }
    if (colon == start) {
      events.comment(bytes, start + 1, to);
      return;
    }
    int value = Math.min(colon + 1, to);
    if (value < to && bytes[value] == ' ') {
      value++;
    }
    field(bytes, start, colon, value, to);
  }

  private void field(byte[] bytes, int name, int nameEnd, int value, int end) {
    if (is("data", bytes, name, nameEnd)) {
      data(bytes, value, end);
    } else if (is("id", bytes, name, nameEnd)) {
      if (indexOf((byte) 0, bytes, value, end) < 0) {
        lastEventId.set(bytes, value, end);
      }
    } else if (is("event", bytes, name, nameEnd)) {
      type.set(bytes, value, end);
    } else if (is("retry", bytes, name, nameEnd)) {
      retry(new String(bytes, value, end - value, ISO_8859_1));
    }
  }

  private void retry(String value) {
    if (!value.isEmpty()
        && value.length() <= 18
        && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      events.retry(Long.parseLong(value));
    }
  }

  private void data(byte[] bytes, int from, int to) {
    if (!hasData) {
      inPlace = true;
      place = bytes;
      dataFrom = from;
      dataTo = to;
    } else {
      keepData();
      data.append((byte) '\n');
      data.append(bytes, from, to);
    }
    hasData = true;
  }

  private void keepData() {
    if (inPlace) {
      inPlace = false;
      data.append(place, dataFrom, dataTo);
    }
  }

  private void dispatch() {
    if (inPlace) {
      inPlace = false;
      events.event(type, lastEventId, place, dataFrom, dataTo);
    } else if (hasData) {
      events.event(type, lastEventId, data.bytes(), 0, data.length());
    }
    data.clear();
    hasData = false;
    type.clear();
  }

  private static boolean is(String expected, byte[] bytes, int from, int to) {
    if (to - from != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (bytes[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(byte wanted, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
