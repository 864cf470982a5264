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
/// @param stalls gaps between its tokens that were over 100 ms longer than due
/// @param deadlinesMet token deadlines that were met
/// @param deadlinesMissed token deadlines that were missed
/// @param left the reader went away before the end, as the plan wanted
/// @param produced tokens that the server produced for a reply that was not read to its end; −1
///   where it does not know, or where the reply was
/// @param lastProduced when it produced the last of them
/// @param outcome `done`, `running` (trial ended first), `silent` (it owed something then),
///   `cancelled` (the reader left), `stalled` (it stopped reading and stayed), `cut`, `refused`
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
    int stalls,
    int deadlinesMet,
    int deadlinesMissed,
    long left,
    int produced,
    long lastProduced,
    String outcome) {

  /// Stands for "did not happen".
  public static final long NEVER = Long.MIN_VALUE;

  /// Stands for "not known" where a number of tokens is asked.
  public static final int UNKNOWN = -1;

  /// True when the reply was read to its end.
  public boolean done() {
    return outcome.equals("done");
  }

  /// True when the trial ended before the reply did.
  public boolean running() {
    return outcome.equals("running");
  }

  /// True when the reply belongs to the window: its intended arrival lies there.
  public boolean inWindow(long windowNanos) {
    return arrival >= 0 && arrival < windowNanos;
  }

  /// What set-up and transport added to the workload's own wait for the first token; only for a
  /// reply with one.
  public long addedTtftNanos() {
    return first - arrival - firstTokenDelay;
  }

  /// Time per token after the first (vLLM, MLPerf); only for a reply of two or more.
  public long tpotNanos() {
    return (last - first) / (received - 1);
  }

  /// For how long the server went on after the reader left: until the last token that it produced
  /// for the reply; 0 where none came after. Only where both are known.
  public long cancelNanos() {
    return lastProduced == NEVER ? 0 : Math.max(0, lastProduced - left);
  }

  /// True when the reader left and the server has told how far it had come.
  public boolean cancelled() {
    return left != NEVER && produced != UNKNOWN;
  }

  /// True when the reader left while the window was open.
  public boolean leftInWindow(long windowNanos) {
    return left >= 0 && left < windowNanos;
  }

  /// The same with what the server told.
  public ReplyRow withProduced(int tokens, long lastProducedNanos) {
    return new ReplyRow(
        seed,
        arrival,
        sent,
        connected,
        headers,
        origin,
        first,
        last,
        firstTokenDelay,
        asked,
        received,
        stalls,
        deadlinesMet,
        deadlinesMissed,
        left,
        tokens,
        lastProducedNanos,
        outcome);
  }
}
