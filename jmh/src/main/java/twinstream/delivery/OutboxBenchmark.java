package twinstream.delivery;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to hand a token over to its stream, in nanoseconds a token: bound, order, one
/// write in flight, counters, the clock. The same for both transports. With `EVERY_8` seven of
/// eight tokens only wait.
///
/// What it does **not** show: encoding and writing, which the wire here does not do; two threads at
/// once, as when the socket's thread finishes a write while the pacer offers the next token; an
/// outbox that is not in the cache, as one of thousands is not.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OutboxBenchmark {

  /// The wire is idle: the token is written at once.
  @Benchmark
  public boolean handOver(HandOvers outboxes) {
    return outboxes.handOver();
  }

  /// The wire is busy: the token waits, and is written when the write before it is done, by itself
  /// or with the seven that have waited with it.
  @Benchmark
  public boolean queue(HandOvers outboxes) {
    return outboxes.queue();
  }
}
