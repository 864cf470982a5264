package twinstream.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what another thread or process is about to do.
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Eventually() {}

  /// @throws AssertionError when the condition has not come true after ten seconds
  public static void eventually(String expectation, BooleanSupplier condition) {
    within(DEADLINE, expectation, condition);
  }

  /// @throws AssertionError when the condition has not come true by the deadline
  public static void within(Duration deadline, String expectation, BooleanSupplier condition) {
    long startNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNanos > deadline.toNanos()) {
        throw new AssertionError("not within %s: %s".formatted(deadline, expectation));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
