package twinstream.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What metering costs on the path of a token, in nanoseconds. The servers of this suite have
/// adders there ([#adder]), two for each token, and let Micrometer read their sums when asked;
/// beside it what it would be to meter each token with Micrometer's own meters.
///
/// What it does **not** show: several threads at one meter; scraping; histograms with many buckets.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MeterBenchmark {

  /// An adder, as `DeliveryCounts` has them.
  @Benchmark
  public void adder(Meters meters) {
    meters.add();
  }

  /// A counter.
  @Benchmark
  public void counter(Meters meters) {
    meters.count();
  }

  /// A timer with two bounds; reading the clock comes on top ([#clock]).
  @Benchmark
  public void timer(Meters meters) {
    meters.time();
  }

  /// The clock that every latency needs.
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }
}
