package twinstream.workload;

/// When each token of one reply is due. Open loop: a late delivery moves no later due time, so a
/// stall shows as lateness and not as a pause in the load. Arithmetic in whole numbers only, so
/// that server and reader agree on every nanosecond.
///
/// @param originNanos start of the reply on the server's [System#nanoTime()] clock
/// @param firstTokenDelayNanos from the origin to the first token, not negative
/// @param stepNanos a moment on the same clock at which the engine stepped; 0 where the pacing is
///   not [EngineStep]
/// @param pacing how the tokens follow each other
/// @param seed seed of the reply; only [Gamma] draws from it
public record Schedule(
    long originNanos, long firstTokenDelayNanos, long stepNanos, Pacing pacing, long seed) {

  public Schedule {
    Require.between("firstTokenDelayNanos", firstTokenDelayNanos, 0, Long.MAX_VALUE);
  }

  /// A walk over the due times from that token on. [Gamma] adds up the gaps before it, all others
  /// start at once.
  public Cursor cursor(int fromIndex) {
    Require.between("fromIndex", fromIndex, 0, Integer.MAX_VALUE);
    return new Cursor(this, fromIndex);
  }

  /// Due time of one token on the server's clock; for a walk use [#cursor].
  public long dueNanos(int index) {
    return cursor(index).dueNanos();
  }
}
