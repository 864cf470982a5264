package twinstream.result;

/// Token deadlines of one reply as Etalon's fluidity index has them (arXiv 2407.07000): the first
/// token has a bound of its own, each later one another; what comes early leaves slack to those
/// behind it; what comes late misses every deadline that fell into the wait, and the slack starts
/// again from nothing. One thread.
public final class Deadlines {
  private final long firstNanos;
  private final long nextNanos;
  private long slackNanos;
  private long met;
  private long missed;

  /// @param firstNanos bound on the wait for the first token
  /// @param nextNanos bound on each further wait, above 0
  public Deadlines(long firstNanos, long nextNanos) {
    if (nextNanos <= 0) {
      throw new IllegalArgumentException("nextNanos must be above 0, but is " + nextNanos);
    }
    this.firstNanos = firstNanos;
    this.nextNanos = nextNanos;
  }

  /// The first token came.
  ///
  /// @param waitNanos since the start of its wait
  /// @return missed deadlines; 0 where its own was met
  public long first(long waitNanos) {
    return token(waitNanos, firstNanos);
  }

  /// A further token came.
  ///
  /// @param waitNanos since the token before
  /// @return missed deadlines; 0 where its own was met
  public long next(long waitNanos) {
    return token(waitNanos, nextNanos);
  }

  private long token(long waitNanos, long boundNanos) {
    if (waitNanos <= boundNanos + slackNanos) {
      slackNanos += boundNanos - waitNanos;
      met++;
      return 0;
    }
    long now = missedBy(waitNanos, boundNanos);
    missed += now;
    slackNanos = 0;
    return now;
  }

  /// Deadlines that have been missed by a token that has not come, without an end of the wait.
  ///
  /// @param first true for the first token
  public long missedSoFar(long waitNanos, boolean first) {
    long boundNanos = first ? firstNanos : nextNanos;
    return waitNanos <= boundNanos + slackNanos ? 0 : missedBy(waitNanos, boundNanos);
  }

  private long missedBy(long waitNanos, long boundNanos) {
    return 1 + Math.floorDiv(waitNanos - slackNanos - boundNanos, nextNanos);
  }

  public long met() {
    return met;
  }

  public long missed() {
    return missed;
  }

  /// The fluidity index: share of deadlines that were met, 0 to 1; 1 where there was none.
  public double fluidity() {
    return met + missed == 0 ? 1 : (double) met / (met + missed);
  }
}
