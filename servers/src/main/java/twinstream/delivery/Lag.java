package twinstream.delivery;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// How late a server's own clock looked at what was due: ticks in all, and the late ones by how
/// late they were. A pause of the process shows here and in no other process. Written by the
/// pacer's thread, read by any.
public final class Lag {
  /// From this many milliseconds on a tick is late; each further step is twice as long.
  public static final int LATE_MILLIS = 10;

  private static final int STEPS = 10;
  private static final long LATE_NANOS = LATE_MILLIS * 1_000_000L;

  /// Ticks at which something was due.
  public final LongAdder ticks = new LongAdder();

  private final List<LongAdder> late =
      IntStream.range(0, STEPS).mapToObj(step -> new LongAdder()).toList();

  void tick(long lagNanos) {
    ticks.increment();
    if (lagNanos >= LATE_NANOS) {
      int step = Long.SIZE - 1 - Long.numberOfLeadingZeros(lagNanos / LATE_NANOS);
      late.get(Math.min(step, STEPS - 1)).increment();
    }
  }

  /// Number of steps: step s holds ticks from 10 ms times 2 to the power of s to twice as late, the
  /// last one all that were later.
  public int steps() {
    return STEPS;
  }

  /// Late ticks of one step.
  public LongAdder late(int step) {
    return late.get(step);
  }
}
