package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {
  private static final int TASKS = 200;
  private static final long APART_NANOS = 137_000;

  // When tasks ran that were due a little apart, on the clock of their ticks.
  private static List<Long> runs(Precision precision, List<Long> lateness) {
    List<Long> seen = new CopyOnWriteArrayList<>();
    try (Pacer pacer = new Pacer(precision.tickNanos())) {
      long startNanos = System.nanoTime() + 5_000_000;
      for (int i = 0; i < TASKS; i++) {
        long dueNanos = startNanos + i * APART_NANOS;
        pacer.add(
            new Pacer.Task() {
              @Override
              protected long run(long nowNanos) {
                lateness.add(nowNanos - dueNanos);
                seen.add(nowNanos);
                return Pacer.NEVER;
              }
            },
            dueNanos);
      }
      eventually("all have run", () -> seen.size() == TASKS);
    }
    return seen;
  }

  @ParameterizedTest
  @EnumSource
  void isNeverEarly(Precision precision) {
    List<Long> lateness = new CopyOnWriteArrayList<>();
    runs(precision, lateness);
    assertThat(lateness).hasSize(TASKS).allSatisfy(nanos -> assertThat(nanos).isNotNegative());
  }

  // Seven tasks are due in each millisecond.
  @Test
  void runsWhatIsDueInOneTickTogether() {
    assertThat(runs(Precision.TICK, new CopyOnWriteArrayList<>()).stream().distinct().count())
        .isLessThanOrEqualTo(TASKS * APART_NANOS / Precision.TICK.tickNanos() + 2);
  }

  @Test
  void comesCloserToWhatIsDueWhenItIsExact() {
    List<Long> ticks = new CopyOnWriteArrayList<>();
    List<Long> exact = new CopyOnWriteArrayList<>();
    runs(Precision.TICK, ticks);
    runs(Precision.EXACT, exact);
    // The one that was least late: a busy machine delays many, but hardly all of them.
    assertThat(exact.stream().sorted().toList().get(TASKS / 10))
        .isLessThan(ticks.stream().sorted().toList().get(TASKS / 2));
  }
}
