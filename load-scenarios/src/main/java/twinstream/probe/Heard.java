package twinstream.probe;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What one endpoint answered.
///
/// @param upgrades true where a WebSocket was asked for
/// @param status of the answer; 101 for a WebSocket that was opened; 0 when none came in time
/// @param protocol as `HTTP/1.1`, empty where it is not known
/// @param headers of the answer, in lower case
/// @param reason why the stream broke; empty when it did not
record Heard(
    boolean upgrades,
    int status,
    String protocol,
    Map<String, List<String>> headers,
    Recording recording,
    String reason) {

  /// Values of a header with commas between them; empty where there is none.
  String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  boolean isEventStream() {
    return header("content-type").toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /// True when there is a stream to judge.
  boolean isOpen() {
    return upgrades ? status == 101 : status >= 200 && status < 300;
  }
}
