package twinstream.workload;

/// A walk over the due times of one [Schedule], without allocation. Not for several threads at
/// once.
///
/// The distance from the start is kept in millionths of a mean gap and turned into nanoseconds at
/// the end, so that rounding never adds up: token k of a steady reply is due exactly k * 1e9 / rate
/// nanoseconds (rounded down) after the first.
public final class Cursor {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MILLIONTH = NANOS_PER_SECOND / GapTable.MILLIONTHS;
  private static final int DRAWN = -1;

  private final long startNanos;
  private final int rate;
  private final int fixedGap;
  private final long gapStream;
  private int index;
  private long millionths;

  Cursor(Schedule schedule, int fromIndex) {
    long firstNanos = schedule.originNanos() + schedule.firstTokenDelayNanos();
    Pacing pacing = schedule.pacing();
    fixedGap =
        switch (pacing) {
          case Steady _, EngineStep _ -> GapTable.MILLIONTHS;
          case Gamma _ -> DRAWN;
          case Flood _ -> 0;
        };
    rate = Math.max(1, pacing.rate());
    gapStream = Draw.stream(schedule.seed(), Draw.GAPS);
    if (pacing instanceof EngineStep) {
      // The whole seconds since the epoch hold a whole number of steps; without them no product
      // below can overflow.
      long sinceStepNanos = firstNanos - schedule.stepNanos();
      long intoSecondNanos = Math.floorMod(sinceStepNanos, NANOS_PER_SECOND);
      startNanos = firstNanos - intoSecondNanos;
      millionths = Math.ceilDiv(intoSecondNanos * rate, NANOS_PER_SECOND) * GapTable.MILLIONTHS;
    } else {
      startNanos = firstNanos;
    }
    skip(fromIndex);
  }

  private void skip(int tokens) {
    if (fixedGap == DRAWN) {
      while (index < tokens) {
        advance();
      }
    } else {
      index = tokens;
      millionths += (long) tokens * fixedGap;
    }
  }

  /// Index of the token that the cursor stands on.
  public int index() {
    return index;
  }

  /// When that token is due, on the server's [System#nanoTime()] clock.
  public long dueNanos() {
    return startNanos + millionths * NANOS_PER_MILLIONTH / rate;
  }

  /// Goes to the next token.
  public void advance() {
    millionths += fixedGap == DRAWN ? GapTable.gap(gapStream, index) : fixedGap;
    index++;
  }
}
