package twinstream.probe;

/// Bytes that came in one read.
///
/// @param nanos when, on the [System#nanoTime()] clock
/// @param tokens events or messages that ended in it
/// @param heartbeats comments or pings in it
record Arrival(long nanos, int tokens, int heartbeats) {}
