package twinstream.transport;

import java.util.ArrayList;
import java.util.List;

/// Reads a whole event stream as WHATWG HTML, 9.2.6, is worded, over text and step by step; shares
/// no code with what it is held against.
final class StrictEvents {
  /// One event as it is dispatched.
  record Event(String type, String data, String lastEventId) {}

  private final List<Event> events = new ArrayList<>();
  private String type = "";
  private String data = "";
  private String lastEventId = "";

  private StrictEvents() {}

  /// The events of a stream that ends with this text; a block without its empty line is none.
  static List<Event> of(String stream) {
    var reading = new StrictEvents();
    String text = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
    String[] lines = text.split("\r\n|\r|\n", -1);
    // What stands behind the last line end is no line.
    for (int i = 0; i < lines.length - 1; i++) {
      reading.line(lines[i]);
    }
    return reading.events;
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    if (line.isEmpty()) {
      dispatch();
    } else if (colon < 0) {
      field(line, "");
    } else if (colon > 0) {
      String value = line.substring(colon + 1);
      field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void field(String name, String value) {
    switch (name) {
      case "event" -> type = value;
      case "data" -> data += value + "\n";
      case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
      default -> {}
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      events.add(
          new Event(
              type.isEmpty() ? "message" : type,
              data.substring(0, data.length() - 1),
              lastEventId));
    }
    data = "";
    type = "";
  }
}
