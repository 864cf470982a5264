package twinstream.delivery;

/// What happens when a reader is so slow that its outbox is full.
public enum Overflow {
  /// The reader is cut off, counted as such, and may come back.
  DISCONNECT,
  /// The newest token is dropped and counted; the reader sees a hole in the indexes.
  DROP
}
