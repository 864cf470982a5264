package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
  private static final long MILLI = 1_000_000;
  // So fine that the wheel goes round in 33 ms.
  private static final long FINE_TICK = 1_000;

  private Pacer pacer = new Pacer(1_000_000L);

  @AfterEach
  void close() {
    pacer.close();
  }

  private static Pacer.Task task(LongUnaryOperator run) {
    return new Pacer.Task() {
      @Override
      protected long run(long nowNanos) {
        return run.applyAsLong(nowNanos);
      }
    };
  }

  private static Pacer.Task once(Runnable action) {
    return task(_ -> {
      action.run();
      return Pacer.NEVER;
    });
  }

  private static Pacer.Task waiting(Runnable farewell) {
    return new Pacer.Task() {
      @Override
      protected long run(long nowNanos) {
        return Pacer.NEVER;
      }

      @Override
      protected void farewell() {
        farewell.run();
      }
    };
  }

  // A stream may open while its server stops already.
  @Test
  void hasTasksSayGoodbyeThatComeAfterTheFarewell() {
    AtomicInteger ofWhoWaits = new AtomicInteger();
    AtomicInteger ofWhoComesLater = new AtomicInteger();
    long laterNanos = System.nanoTime() + 60_000 * MILLI;
    pacer.add(waiting(ofWhoWaits::incrementAndGet), laterNanos);
    pacer.farewell();
    eventually("who waits has said goodbye", () -> ofWhoWaits.get() > 0);
    pacer.add(waiting(ofWhoComesLater::incrementAndGet), laterNanos);
    eventually("who came later has said goodbye", () -> ofWhoComesLater.get() > 0);
  }

  private void use(long tickNanos) {
    pacer.close();
    pacer = new Pacer(tickNanos);
  }

  @ParameterizedTest
  @ValueSource(longs = {FINE_TICK, 1_000_000L})
  void runsNothingEarly(long tickNanos) {
    use(tickNanos);
    List<Long> lateness = new CopyOnWriteArrayList<>();
    long startNanos = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      long dueNanos = startNanos + i * 333_333L;
      pacer.add(once(() -> lateness.add(System.nanoTime() - dueNanos)), dueNanos);
    }
    eventually("all have run", () -> lateness.size() == 200);
    assertThat(lateness).allSatisfy(nanos -> assertThat(nanos).isNotNegative());
  }

  @Test
  void runsWhatIsDueInDifferentTicksInDueOrder() {
    List<Integer> order = new CopyOnWriteArrayList<>();
    long startNanos = System.nanoTime() + 500 * MILLI;
    List<Integer> backwards = IntStream.range(0, 20).map(i -> 19 - i).boxed().toList();
    backwards.forEach(i -> pacer.add(once(() -> order.add(i)), startNanos + i * 2 * MILLI));
    eventually("all have run", () -> order.size() == 20);
    assertThat(order).isEqualTo(backwards.reversed());
  }

  @Test
  void runsWhatIsDueBeyondTheWheelWhenItIsDue() {
    use(FINE_TICK);
    List<Long> lateness = new CopyOnWriteArrayList<>();
    long dueNanos = System.nanoTime() + 150 * MILLI;
    pacer.add(once(() -> lateness.add(System.nanoTime() - dueNanos)), dueNanos);
    eventually("it has run", () -> !lateness.isEmpty());
    assertThat(lateness.getFirst()).isNotNegative();
  }

  @Test
  void runsAgainWhenTheTaskSaysSo() {
    List<Long> runs = new CopyOnWriteArrayList<>();
    pacer.add(
        task(nowNanos -> {
          runs.add(nowNanos);
          return runs.size() == 3 ? Pacer.NEVER : nowNanos + 3 * MILLI;
        }),
        System.nanoTime());
    eventually("three runs", () -> runs.size() == 3);
    assertThat(runs.get(2) - runs.get(0)).isGreaterThanOrEqualTo(6 * MILLI);
  }

  @Test
  void givesWayToOthersWhenATaskIsAlwaysDue() {
    AtomicInteger others = new AtomicInteger();
    pacer.add(task(nowNanos -> others.get() > 0 ? Pacer.NEVER : nowNanos), System.nanoTime());
    pacer.add(once(others::incrementAndGet), System.nanoTime() + 2 * MILLI);
    eventually("the other one has run", () -> others.get() == 1);
  }

  @Test
  void takesATaskAgainFromAnotherThread() {
    AtomicInteger runs = new AtomicInteger();
    Pacer.Task again = once(runs::incrementAndGet);
    for (int i = 1; i <= 50; i++) {
      int expected = i;
      pacer.add(again, System.nanoTime());
      eventually("run " + i, () -> runs.get() == expected);
    }
  }

  @Test
  void knowsThatItWasLateWhenItWasHeldUp() {
    AtomicInteger others = new AtomicInteger();
    long dueNanos = System.nanoTime() + 2 * MILLI;
    // The pacer's own clock stands still for as long as a task holds its thread.
    pacer.add(once(() -> holdFor(50 * MILLI)), dueNanos);
    pacer.add(once(others::incrementAndGet), dueNanos + 5 * MILLI);
    eventually("the other one has run", () -> others.get() == 1);
    assertThat(pacer.lag().ticks.sum()).isEqualTo(2);
    assertThat(lateFrom(40)).isOne();
  }

  private static void holdFor(long nanos) {
    long endNanos = System.nanoTime() + nanos;
    while (System.nanoTime() < endNanos) {
      Thread.onSpinWait();
    }
  }

  // A busy machine may make it later still.
  private long lateFrom(int millis) {
    return IntStream.range(0, pacer.lag().steps())
        .filter(step -> Lag.LATE_MILLIS << step >= millis)
        .mapToLong(step -> pacer.lag().late(step).sum())
        .sum();
  }

  @Test
  void goesOnWhenATaskThrows() {
    AtomicInteger others = new AtomicInteger();
    long dueNanos = System.nanoTime() + 2 * MILLI;
    pacer.add(
        once(() -> {
          throw new IllegalStateException("planted");
        }),
        dueNanos);
    pacer.add(once(others::incrementAndGet), dueNanos);
    pacer.add(once(others::incrementAndGet), dueNanos + 2 * MILLI);
    eventually("the others have run", () -> others.get() == 2);
  }

  @Test
  void sleepsWithoutEndWhileNothingWaitsAndIsWokenByAnAdd() {
    List<Thread> walker = new CopyOnWriteArrayList<>();
    pacer.add(once(() -> walker.add(Thread.currentThread())), System.nanoTime());
    eventually("it has run", () -> !walker.isEmpty());
    eventually("asleep", () -> walker.getFirst().getState() == Thread.State.WAITING);
    pacer.add(once(() -> walker.add(Thread.currentThread())), System.nanoTime());
    eventually("it has run again", () -> walker.size() == 2);
  }

  @Test
  void isWokenForATaskThatIsDueBeforeTheOneItWaitsFor() {
    AtomicInteger runs = new AtomicInteger();
    pacer.add(once(() -> runs.addAndGet(100)), System.nanoTime() + 600_000 * MILLI);
    pacer.add(once(runs::incrementAndGet), System.nanoTime() + 2 * MILLI);
    eventually("the near one has run", () -> runs.get() == 1);
  }
}
