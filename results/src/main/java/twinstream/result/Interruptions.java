package twinstream.result;

/// What became of readers who, as the plan wanted, stopped reading or lost their connection; over
/// the whole trial.
///
/// @param stalled readers who stopped reading in the midst of their reply and stayed
/// @param overflowed streams that the server cut off because their outbox was full, by its own
///   count: over TCP a reader who reads nothing does not see that
/// @param cuts streams that were cut under readers who meant to come back
/// @param resumed readers who came back and were sent the rest
/// @param refused readers who came back in vain
/// @param lostReplies replies whose rest no server could give any more
/// @param lostTokens tokens that these still owed
public record Interruptions(
    long stalled,
    long overflowed,
    long cuts,
    long resumed,
    long refused,
    long lostReplies,
    long lostTokens) {

  /// Where nobody was interrupted.
  public static final Interruptions NONE = new Interruptions(0, 0, 0, 0, 0);

  /// Without replies that were lost.
  public Interruptions(long stalled, long overflowed, long cuts, long resumed, long refused) {
    this(stalled, overflowed, cuts, resumed, refused, 0, 0);
  }
}
