package twinstream.fault;

/// One piece of what a server sends.
///
/// @param end index behind its last byte
record Unit(Kind kind, int end) {
  enum Kind {
    /// A message, counted.
    MESSAGE,
    /// A heartbeat or another signal within the stream, not counted.
    SIGNAL,
    /// What closes the message before it.
    BETWEEN,
    /// What is not within a stream of messages: heads, ends, other bodies.
    OTHER
  }
}
