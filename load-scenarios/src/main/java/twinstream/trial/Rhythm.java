package twinstream.trial;

import twinstream.result.Deadlines;
import twinstream.result.Slo;

/// How evenly the tokens of one reply came: gaps against their due gaps, and deadlines. What is due
/// inside the window goes to the tally; the reply's own counts are those of all its tokens. One
/// event loop only.
final class Rhythm {
  private static final long LONG_STALL_NANOS = 250_000_000;
  private static final long STALL_NANOS = 100_000_000;

  private final Tally tally;
  private final Deadlines deadlines;
  private final long promisedNanos;
  private boolean begun;
  private long lastNanos;
  private long lastDueNanos;
  private int stalls;

  /// @param promisedNanos from when on the first token is waited for: intended arrival and the
  ///   workload's own delay
  Rhythm(Tally tally, Slo slo, long promisedNanos) {
    this.tally = tally;
    deadlines = new Deadlines(slo.ttftNanos(), slo.tpotNanos());
    this.promisedNanos = promisedNanos;
  }

  /// A token came.
  ///
  /// @param nanos receive time
  /// @param dueNanos due time
  void token(long nanos, long dueNanos) {
    boolean counts = tally.window.holds(dueNanos);
    long missed;
    if (begun) {
      missed = deadlines.next(nanos - lastNanos);
      gap(nanos, dueNanos, counts);
    } else {
      missed = deadlines.first(nanos - promisedNanos);
      begun = true;
    }
    if (counts) {
      tally.deadlines(missed == 0 ? 1 : 0, missed);
    }
    lastNanos = nanos;
    lastDueNanos = dueNanos;
  }

  /// A token came that nobody could have had in time: the reader was not there. What follows is
  /// held against it, and it against nothing.
  void passOver(long nanos, long dueNanos) {
    begun = true;
    lastNanos = nanos;
    lastDueNanos = dueNanos;
  }

  private void gap(long nanos, long dueNanos, boolean counts) {
    long gapNanos = nanos - lastNanos;
    long dueGapNanos = dueNanos - lastDueNanos;
    long beyondNanos = gapNanos - dueGapNanos;
    stalls += beyondNanos > STALL_NANOS ? 1 : 0;
    if (counts) {
      tally.gap(
          beyondNanos > STALL_NANOS, beyondNanos > LONG_STALL_NANOS, 10 * gapNanos < dueGapNanos);
    }
  }

  /// The next token has not come although it is due: what that is by now goes on record, which is
  /// less than it would have been.
  void overdue(long nowNanos, long dueNanos) {
    if (!tally.window.holds(dueNanos)) {
      return;
    }
    long sinceNanos = begun ? lastNanos : promisedNanos;
    tally.deadlines(0, deadlines.missedSoFar(nowNanos - sinceNanos, !begun));
    if (begun) {
      long beyondNanos = nowNanos - lastNanos - (dueNanos - lastDueNanos);
      if (beyondNanos > STALL_NANOS) {
        stalls++;
        tally.gap(true, beyondNanos > LONG_STALL_NANOS, false);
      }
    }
  }

  int stalls() {
    return stalls;
  }

  int met() {
    return Math.toIntExact(deadlines.met());
  }

  int missed() {
    return Math.toIntExact(deadlines.missed());
  }
}
