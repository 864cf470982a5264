package twinstream.transport;

import java.util.List;

/// Index of all transports.
public final class Transports {
  /// In the order of tables and reports.
  public static final List<Transport> ALL =
      List.of(new SseTransport(), new WebSocketTransport());

  private Transports() {}

  /// @throws IllegalArgumentException naming the known ones
  public static Transport named(String name) {
    return ALL.stream()
        .filter(transport -> transport.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "transport must be one of %s, but is \"%s\""
                        .formatted(
                            String.join(", ", ALL.stream().map(Transport::name).toList()), name)));
  }
}
