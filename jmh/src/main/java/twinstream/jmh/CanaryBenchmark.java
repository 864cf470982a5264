package twinstream.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Whether this machine can be measured on at this moment: known work that must come out as known.
/// [#empty] is what the measuring itself costs; [#consume] takes 100, 200 and 400 units, and the
/// 200 that the last has more must take twice as long as the 100 that the second has more. A run
/// whose canaries don't is void.
///
/// What it does **not** show: anything about streams; what the machine did while the others ran, as
/// canaries have their own minutes. A machine may pass and be slow by half.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CanaryBenchmark {
  /// Work, and how much of it.
  @State(Scope.Thread)
  public static class Work {
    /// Units of JMH's own, some nanoseconds each.
    @Param({"100", "200", "400"})
    public long tokens;
  }

  /// Nothing.
  @Benchmark
  public void empty() {}

  /// So many units of work.
  @Benchmark
  public void consume(Work work) {
    Blackhole.consumeCPU(work.tokens);
  }
}
