package twinstream.result;

/// Difference of the server's own meters between a moment shortly before the window, so that the
/// asking is not inside it, and its end. Good for ratios of its own fields only.
///
/// @param tokens tokens handed to a transport
/// @param writes writes handed to the connection; one write may carry many tokens
/// @param bytes bytes written to connections: messages with their event, frame and HTTP framing,
///   TLS aside
/// @param dropped tokens that an outbox dropped
/// @param gcPauseNanos time spent in garbage collection pauses
public record ServerCounters(
    long tokens, long writes, long bytes, long dropped, long gcPauseNanos) {}
