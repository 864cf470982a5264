package twinstream.delivery;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to tell one token to many readers, in nanoseconds for **all** of them (divide by
/// `readers`): encoded for each, and encoded once and copied. Once for all can be had on both
/// transports; on neither where each reader has a reply of its own, which is what a chat is.
///
/// What it does **not** show: the system call for each reader, which is ten to a hundred times as
/// much and can't be shared; slow readers; TLS and compression, which encode for each in any case.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {

  /// Events.
  @Benchmark
  public long eventForEach(Readers readers) {
    return readers.eventForEach();
  }

  /// Frames.
  @Benchmark
  public long frameForEach(Readers readers) {
    return readers.frameForEach();
  }

  /// One event, copied.
  @Benchmark
  public long eventOnce(Readers readers) {
    return readers.eventOnce();
  }

  /// One frame, copied.
  @Benchmark
  public long frameOnce(Readers readers) {
    return readers.frameOnce();
  }
}
