package twinstream.scenario;

import java.util.List;
import java.util.Map;
import twinstream.server.ServerSettings;

/// The factors of a cell, checked: under which conditions servers and readers meet.
///
/// @param server settings of the server as `name=value` words
/// @param compactHeaders true for a server JVM with compact object headers
/// @param streamsPerConnection most streams of one connection where the transport lets them share
/// @param receiveBytes what may wait for one stream at its reader; 0 for the usual
/// @param sharedLog true when servers keep what readers who come back are owed in a Redis that they
///   share
public record Conditions(
    List<String> server,
    boolean compactHeaders,
    int streamsPerConnection,
    int receiveBytes,
    boolean sharedLog) {
  private static final int MOST_STREAMS = 128;
  private static final int LEAST_BYTES = 4_096;
  private static final int MOST_BYTES = 16 << 20;

  public Conditions {
    server = List.copyOf(server);
    var _ = ServerSettings.of(server);
    if (streamsPerConnection < 1 || streamsPerConnection > MOST_STREAMS) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 1 to %d, but is %d"
              .formatted(Factors.STREAMS_PER_CONNECTION, MOST_STREAMS, streamsPerConnection));
    }
    if (receiveBytes != 0 && (receiveBytes < LEAST_BYTES || receiveBytes > MOST_BYTES)) {
      throw new IllegalArgumentException(
          "%s must be 0 or from %d to %d bytes, but is %d"
              .formatted(Factors.RECEIVE_BUFFER, LEAST_BYTES, MOST_BYTES, receiveBytes));
    }
  }

  /// @param settings of a scenario; what it does not name is as usual
  /// @throws IllegalArgumentException naming factor, rule and value
  public static Conditions of(Map<String, String> settings) {
    return new Conditions(
        Factors.ofServers(settings).entrySet().stream().map(Object::toString).toList(),
        isOn(Factors.COMPACT_HEADERS, settings),
        number(Factors.STREAMS_PER_CONNECTION, "1", settings),
        number(Factors.RECEIVE_BUFFER, "0", settings),
        isShared(settings));
  }

  private static boolean isShared(Map<String, String> settings) {
    if (settings.getOrDefault(Factors.STATE, "").equals("shared")) {
      return true;
    }
    return switch (settings.getOrDefault(Factors.LOG, "memory")) {
      case "memory" -> false;
      case "redis" -> true;
      default ->
          throw new IllegalArgumentException(
              "%s must be memory or redis, but is \"%s\""
                  .formatted(Factors.LOG, settings.get(Factors.LOG)));
    };
  }

  /// True when readers speak TLS.
  public boolean tls() {
    return ServerSettings.of(server).tls();
  }

  /// How the server compresses, which readers offer to undo.
  public String compression() {
    return ServerSettings.of(server).values().getOrDefault(Factors.COMPRESSION, "off");
  }

  private static int number(String name, String usual, Map<String, String> settings) {
    String value = settings.getOrDefault(name, usual);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "%s must be a whole number, but is \"%s\"".formatted(name, value));
    }
  }

  private static boolean isOn(String name, Map<String, String> settings) {
    return switch (settings.getOrDefault(name, "off")) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s must be on or off, but is \"%s\"".formatted(name, settings.get(name)));
    };
  }
}
