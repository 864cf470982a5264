package twinstream.jmh;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import twinstream.delivery.DeliveryCounts;

/// Ways to count a token.
@State(Scope.Thread)
public class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DeliveryCounts counts = new DeliveryCounts();
  private final Counter counter = Counter.builder("tokens").register(registry);
  private final Timer timer =
      Timer.builder("lateness")
          .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(10))
          .register(registry);
  private long nanos;

  /// Closes the registry.
  @TearDown(Level.Trial)
  public void close() {
    registry.close();
  }

  /// As the servers do it: an adder, which a meter reads when it is asked.
  void add() {
    counts.tokens.increment();
  }

  /// A counter of Micrometer's in the path itself.
  void count() {
    counter.increment();
  }

  /// A timer of Micrometer's, given the time that has passed.
  void time() {
    timer.record(nanos++ & 0xFFFFF, TimeUnit.NANOSECONDS);
  }

  /// Counted by each way, in the order of the methods.
  long[] totals() {
    return new long[] {counts.tokens.sum(), (long) counter.count(), timer.count()};
  }
}
