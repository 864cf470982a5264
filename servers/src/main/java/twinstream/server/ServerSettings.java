package twinstream.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import twinstream.delivery.ConnectionLimits;
import twinstream.delivery.Flush;
import twinstream.delivery.Limits;
import twinstream.delivery.LogPlace;
import twinstream.delivery.Overflow;
import twinstream.delivery.Precision;
import twinstream.transport.Compression;

/// What can be set about a server beside its transport; the same for all of them.
///
/// @param tls true for TLS on the public port, with HTTP/2 agreed on by ALPN
/// @param flush when an outbox writes what waits in it
/// @param precision how closely the clock follows due times
/// @param compression for readers that offer to decompress
/// @param limits bounds of what readers may do and the server holds
/// @param sendBufferBytes of each connection, in the kernel, which takes twice as much for its own
///   books; 0 leaves the size to it, which moves it with the traffic, up to megabytes
/// @param log where it is kept what readers who come back are owed
public record ServerSettings(
    boolean tls,
    Flush flush,
    Precision precision,
    Compression compression,
    Limits limits,
    int sendBufferBytes,
    LogPlace log) {
  private static final int LEAST_BUFFER_BYTES = 4_096;
  private static final int MOST_BUFFER_BYTES = 16 << 20;

  /// Cleartext, each token written by itself, ticks of a millisecond, nothing compressed.
  public static final ServerSettings STANDARD =
      new ServerSettings(false, Flush.EACH_TOKEN, Precision.TICK, Compression.OFF, Limits.STANDARD);

  public ServerSettings {
    if (sendBufferBytes != 0
        && (sendBufferBytes < LEAST_BUFFER_BYTES || sendBufferBytes > MOST_BUFFER_BYTES)) {
      throw new IllegalArgumentException(
          "send-buffer must be 0 or from %d to %d bytes, but is %d"
              .formatted(LEAST_BUFFER_BYTES, MOST_BUFFER_BYTES, sendBufferBytes));
    }
  }

  /// With the kernel's own send buffers, and the log in memory.
  public ServerSettings(
      boolean tls, Flush flush, Precision precision, Compression compression, Limits limits) {
    this(tls, flush, precision, compression, limits, 0, LogPlace.MEMORY);
  }

  /// Reads `name=value` words; what is not named stays as it is in [#STANDARD].
  ///
  /// @throws IllegalArgumentException naming setting, rule and value
  public static ServerSettings of(List<String> words) {
    Map<String, String> values = new TreeMap<>(STANDARD.values());
    for (String word : words) {
      int at = word.indexOf('=');
      if (at < 0 || values.put(word.substring(0, at), word.substring(at + 1)) == null) {
        throw new IllegalArgumentException(
            "a server's setting must be one of %s with \"=\" and a value, but is \"%s\""
                .formatted(String.join(", ", STANDARD.values().keySet()), word));
      }
    }
    return new ServerSettings(
        isOn("tls", values),
        Flush.of(values.getOrDefault("flush", "")),
        Precision.of(values.getOrDefault("precision", "")),
        Compression.of(values.getOrDefault("compression", "")),
        STANDARD
            .limits
            .withOutbox(number("outbox", values), Overflow.of(values.getOrDefault("overflow", "")))
            .withOrigins(origins(values.getOrDefault("origins", "")))
            .withConnections(connections(values))
            .withHeartbeatAndIdleTimeout(Duration.ofMillis(number("heartbeat", values))),
        number("send-buffer", values),
        LogPlace.of(values.getOrDefault("log", ""), number("log-window", values)));
  }

  private static Set<String> origins(String list) {
    return Arrays.stream(list.split(","))
        .filter(origin -> !origin.isEmpty())
        .collect(Collectors.toSet());
  }

  private static ConnectionLimits connections(Map<String, String> values) {
    return new ConnectionLimits(
        number("connections", values),
        number("connections-per-address", values),
        Duration.ofMillis(number("header-deadline", values)),
        Duration.ofMillis(number("drain", values)));
  }

  /// The same settings with other limits.
  public ServerSettings withLimits(Limits others) {
    return new ServerSettings(tls, flush, precision, compression, others, sendBufferBytes, log);
  }

  /// The same settings with another log.
  public ServerSettings withLog(LogPlace other) {
    return new ServerSettings(tls, flush, precision, compression, limits, sendBufferBytes, other);
  }

  /// The settings by name, in text, as [#of] reads them: origins with commas between them, times in
  /// milliseconds.
  public Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    values.put("tls", tls ? "on" : "off");
    values.put("flush", flush.toString());
    values.put("precision", precision.toString());
    values.put("compression", compression.toString());
    values.put("outbox", Integer.toString(limits.outboxMessages()));
    values.put("overflow", limits.overflow().toString());
    values.put("origins", String.join(",", new TreeSet<>(limits.allowedOrigins())));
    values.put("heartbeat", Long.toString(limits.heartbeat().toMillis()));
    ConnectionLimits connections = limits.connections();
    values.put("connections", Integer.toString(connections.all()));
    values.put("connections-per-address", Integer.toString(connections.perAddress()));
    values.put("header-deadline", Long.toString(connections.headerDeadline().toMillis()));
    values.put("drain", Long.toString(connections.drain().toMillis()));
    values.put("send-buffer", Integer.toString(sendBufferBytes));
    values.put("log", log.toString());
    values.put("log-window", Long.toString(log.window().toMillis()));
    return values;
  }

  private static boolean isOn(String name, Map<String, String> values) {
    return switch (values.getOrDefault(name, "")) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s must be on or off, but is \"%s\"".formatted(name, values.get(name)));
    };
  }

  private static int number(String name, Map<String, String> values) {
    try {
      return Integer.parseInt(values.getOrDefault(name, ""));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "%s must be a whole number, but is \"%s\"".formatted(name, values.get(name)));
    }
  }
}
