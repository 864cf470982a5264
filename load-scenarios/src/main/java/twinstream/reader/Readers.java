package twinstream.reader;

import java.util.List;

/// Index of all readers.
public final class Readers {
  public static final List<Reader> ALL = List.of(new SseReader(), new WebSocketReader());

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
