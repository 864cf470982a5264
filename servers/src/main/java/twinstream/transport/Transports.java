package twinstream.transport;

import java.util.List;

/// Index of all transports.
public final class Transports {
  /// In the order of tables and reports.
  public static final List<Transport> ALL = List.of(new SseTransport(), new WebSocketTransport());

  /// Two transports that are held against each other; effects are told as the second relative to
  /// the first.
  public record Twins(String first, String second) {}

  /// What is compared.
  public static final List<Twins> TWINS = List.of(new Twins("sse-h1", "ws-h1"));

  private Transports() {}

  /// Names of all.
  public static List<String> names() {
    return ALL.stream().map(Transport::name).toList();
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
