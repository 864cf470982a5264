package twinstream.result;

/// One reply as a reader saw it. All times are nanoseconds from the start of the window (negative
/// before it); [#NEVER] where the event did not happen.
///
/// @param seed the reply's own seed: its text and its gaps can be made again from it
/// @param arrival intended arrival, from the schedule
/// @param sent start of the connect
/// @param connected connection established
/// @param headers response headers or 101 received
/// @param origin the server's origin of the reply's schedule
/// @param first first token received
/// @param last last token received so far
/// @param firstTokenDelay the workload's own delay before the first token
/// @param asked tokens asked for
/// @param received tokens received
/// @param outcome `done`, `running` (trial ended first), `cancelled`, `cut`, `refused`
public record ReplyRow(
    long seed,
    long arrival,
    long sent,
    long connected,
    long headers,
    long origin,
    long first,
    long last,
    long firstTokenDelay,
    int asked,
    int received,
    String outcome) {

  /// Stands for "did not happen".
  public static final long NEVER = Long.MIN_VALUE;
}
