package twinstream.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to record one latency, in nanoseconds: as the crowd does it, one histogram for
/// each event loop ([#plain]), and as a program must whose threads share one. A token takes some of
/// them ([twinstream.trial.RecordTokenBenchmark] has the whole).
///
/// What it does **not** show: threads that get in each other's way, as one alone records here; a
/// histogram that the caches do not hold; reading, merging, writing it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HistogramBenchmark {

  /// One thread.
  @Benchmark
  public void plain(Latencies latencies) {
    latencies.plain();
  }

  /// One that several threads may share.
  @Benchmark
  public void concurrent(Latencies latencies) {
    latencies.concurrent();
  }

  /// One that several threads may share and another reads meanwhile.
  @Benchmark
  public void recorder(Latencies latencies) {
    latencies.recorder();
  }
}
