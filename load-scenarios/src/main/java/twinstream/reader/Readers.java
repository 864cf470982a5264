package twinstream.reader;

import java.util.List;

/// Index of all readers.
public final class Readers {
  /// In the order of the transports.
  public static final List<Reader> ALL =
      List.of(
          new SseReader("sse-h1", false),
          new WebSocketReader("ws-h1", false),
          new SseReader("sse-h2", true),
          new WebSocketReader("ws-h2", true),
          new RawTcpReader());

  private Readers() {}

  /// The reader of a transport.
  ///
  /// @throws IllegalArgumentException when there is none
  public static Reader of(String transport) {
    return ALL.stream()
        .filter(reader -> reader.transport().equals(transport))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no reader for transport \"" + transport + "\""));
  }
}
