package twinstream.delivery;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to see that a token is due and to hand it over, in nanoseconds a token, at 100,
/// 1,000 and 10,000 live replies with the same tokens a second in all: the timing wheel, the reply,
/// its schedule, its text, its outbox ([OutboxBenchmark] is the last alone). The same for both
/// transports. What grows with the number of replies is what the caches no longer hold.
///
/// What it does **not** show: the pacer's sleep and wake-up, one for all tokens of a tick; replies
/// that come and go; writing.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacerBenchmark {

  /// One tick of 1 ms, in which 30 tokens are due.
  @Benchmark
  @OperationsPerInvocation(PacedReplies.TOKENS_PER_TICK)
  public long tick(PacedReplies replies) {
    return replies.tick();
  }
}
