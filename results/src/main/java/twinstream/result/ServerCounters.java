package twinstream.result;

/// Difference of the server's own meters between a moment shortly before the window, so that the
/// asking is not inside it, and its end. Good for ratios of its own fields only.
///
/// @param tokens tokens handed to a transport
/// @param writes writes handed to the connection; one write may carry many tokens
/// @param bytes bytes written to connections: messages with their event, frame and HTTP framing,
///   TLS included
/// @param dropped tokens that an outbox dropped
/// @param gcPauseNanos time spent in garbage collection pauses
/// @param ticks times at which the server's pacer looked at what was due
/// @param lateTicks of these, times at which it was 10 ms late or more
/// @param lagNanos the longest of those delays, rounded down to 10 ms times a power of two; 0 for
///   none
/// @param logTokens tokens sent to a log that servers share; 0 where each has its own
/// @param logCommands commands with which they were, and those that begin and end replies
/// @param compileNanos time that the JVM's compilers were at work, as each of their threads saw it
///   go by: more than their CPU time where they had to wait
public record ServerCounters(
    long tokens,
    long writes,
    long bytes,
    long dropped,
    long gcPauseNanos,
    long ticks,
    long lateTicks,
    long lagNanos,
    long logTokens,
    long logCommands,
    long compileNanos) {

  /// Where nothing was counted.
  public static final ServerCounters NONE = new ServerCounters(0, 0, 0, 0, 0, 0, 0, 0);

  /// Of servers that share no log and compile nothing.
  public ServerCounters(
      long tokens,
      long writes,
      long bytes,
      long dropped,
      long gcPauseNanos,
      long ticks,
      long lateTicks,
      long lagNanos) {
    this(tokens, writes, bytes, dropped, gcPauseNanos, ticks, lateTicks, lagNanos, 0, 0, 0);
  }

  /// Tokens that were produced, those that found no room in an outbox included.
  public long produced() {
    return tokens + dropped;
  }

  /// Share of the looks that were late, 0 to 1.
  public double lateShare() {
    return ticks == 0 ? 0 : (double) lateTicks / ticks;
  }
}
