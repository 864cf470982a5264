package twinstream.trial;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What the crowd pays to record one token, from the reader's call on: the check of index, order
/// and bytes against what the seed says, lateness, gap, evenness and deadlines, and the counts of
/// the second. The crowd's own code, in its own package.
///
/// [#checked] is the part that holds the bytes against the seed.
///
/// What it does **not** show: the read from the socket, Netty, parsing, the clock reading (one for
/// each read, about 30 ns), the wake-up: by far the larger part of what a token costs a crowd.
/// Caches see one reply over and over, where a crowd has thousands. Allocation (`-prof gc`) is
/// exact, times depend on the machine.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordTokenBenchmark {

  /// The check of one token alone.
  @Benchmark
  public int checked(RecordedTokens tokens) {
    return tokens.check();
  }

  /// Everything that is done with one token.
  @Benchmark
  public long recorded(RecordedTokens tokens) {
    return tokens.record();
  }
}
