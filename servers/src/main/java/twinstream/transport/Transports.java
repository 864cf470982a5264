package twinstream.transport;

import java.util.List;
import org.eclipse.jetty.http.HttpVersion;

/// Index of all transports.
public final class Transports {
  /// In the order of tables and reports.
  public static final List<Transport> ALL =
      List.of(
          new SseTransport("sse-h1", HttpVersion.HTTP_1_1),
          new WebSocketTransport("ws-h1", HttpVersion.HTTP_1_1),
          new SseTransport("sse-h2", HttpVersion.HTTP_2),
          new WebSocketTransport("ws-h2", HttpVersion.HTTP_2),
          new RawTcpTransport());

  /// Two transports that are held against each other; effects are told as the second relative to
  /// the first.
  public record Twins(String first, String second) {
    /// Both names.
    public List<String> names() {
      return List.of(first, second);
    }
  }

  /// What is compared: twins with each other, and each transport with what bytes alone cost.
  ///
  /// WebSocket over HTTP/3 (RFC 9220) is not among them: Jetty has none.
  public static final List<Twins> TWINS =
      List.of(
          new Twins("sse-h1", "ws-h1"),
          new Twins("sse-h2", "ws-h2"),
          new Twins("raw-tcp", "sse-h1"),
          new Twins("raw-tcp", "ws-h1"),
          new Twins("raw-tcp", "sse-h2"),
          new Twins("raw-tcp", "ws-h2"),
          new Twins(Transports.FLOOR, "raw-tcp"));

  /// No transport, but a server that does nothing but write tokens to sockets, over the control's
  /// wire: what the control itself is held against.
  public static final String FLOOR = "bare-nio";

  /// No transport, but one node that serves both founders at the same paths.
  public static final String MIXED = "mixed-h1";

  /// The founding pair, over HTTP/1.1.
  public static final Twins FOUNDERS = TWINS.getFirst();

  private Transports() {}

  /// Names of all.
  public static List<String> names() {
    return ALL.stream().map(Transport::name).toList();
  }

  /// The transport whose reader understands a server of that name.
  ///
  /// @param name of a transport, or [#FLOOR]
  /// @throws IllegalArgumentException naming the known ones
  public static String wireOf(String name) {
    return named(name.equals(FLOOR) ? RawTcpTransport.PROTOCOL : name).name();
  }

  /// What a server of that name mounts.
  ///
  /// @param name of a transport, or [#MIXED]
  /// @throws IllegalArgumentException naming the known ones
  public static Transport mounted(String name) {
    return name.equals(MIXED)
        ? new MixedTransport(MIXED, http(FOUNDERS.first()), http(FOUNDERS.second()))
        : named(name);
  }

  private static HttpTransport http(String name) {
    return (HttpTransport) named(name);
  }

  /// @throws IllegalArgumentException naming the known ones
  public static Transport named(String name) {
    return ALL.stream()
        .filter(transport -> transport.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "transport must be one of %s, but is \"%s\""
                    .formatted(String.join(", ", names()), name)));
  }
}
