package twinstream.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What can be varied in every scenario beside its own settings: how servers are set up, and how
/// readers come to them.
public final class Factors {
  /// Streams that share a connection where the transport lets them (HTTP/2).
  public static final String STREAMS_PER_CONNECTION = "streams-per-connection";

  /// `on`: the server's JVM has compact object headers (JEP 519).
  public static final String COMPACT_HEADERS = "compact-headers";

  /// Where servers keep what readers who come back are owed: `memory`, or a `redis` that they
  /// share.
  public static final String LOG = "log";

  /// Of a scenario with several servers, where the state of a reader who comes back is: on the
  /// `node` that it had, while it asks any; on the same, which it asks again (`sticky`); or
  /// `shared` by all of them, whatever the log is set to.
  public static final String STATE = "state";

  /// TLS between readers and server, `on` or `off`.
  public static final String TLS = "tls";

  /// How tokens are compressed, off for not at all; a transport may have less of it than another.
  public static final String COMPRESSION = "compression";

  /// Bytes that the kernel keeps for one connection on the reading side, or a window of HTTP/2 for
  /// one stream; 0 for the usual.
  public static final String RECEIVE_BUFFER = "receive-buffer";

  /// Name to the value that is in force unless it is changed.
  public static final Settings STANDARD =
      Settings.of(
          TLS,
          "off",
          STREAMS_PER_CONNECTION,
          100,
          COMPRESSION,
          "off",
          "flush",
          "each",
          "overflow",
          "disconnect",
          "outbox",
          1024,
          "precision",
          "1ms",
          "send-buffer",
          0,
          RECEIVE_BUFFER,
          0,
          COMPACT_HEADERS,
          "off",
          LOG,
          "memory",
          "log-window",
          0);

  // What a server takes as it is.
  private static final Set<String> OF_SERVERS =
      Set.of(
          TLS,
          COMPRESSION,
          "flush",
          "overflow",
          "outbox",
          "precision",
          "send-buffer",
          "log-window");

  private Factors() {}

  /// Those factors among a scenario's settings that a server is started with.
  public static Map<String, String> ofServers(Map<String, String> settings) {
    Map<String, String> chosen = new LinkedHashMap<>(settings);
    chosen.keySet().retainAll(OF_SERVERS);
    return chosen;
  }
}
