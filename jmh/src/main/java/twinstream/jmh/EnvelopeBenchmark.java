package twinstream.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What the JSON around a token costs, in nanoseconds a token: as the servers of this suite make
/// it, for both transports alike ([#own]), and as programs usually do, by a library's generator
/// ([#jacksons]). It belongs to neither side of the comparison.
///
/// What it does **not** show: the tree or the object that a program makes before; framing and
/// writing; escaping of text that needs much of it.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnvelopeBenchmark {

  /// Fixed parts and the escaped token.
  @Benchmark
  public ByteBuffer own(Enveloped tokens) {
    return tokens.own(tokens.next());
  }

  /// Jackson's streaming generator, to a byte array.
  @Benchmark
  public byte[] jacksons(Enveloped tokens) {
    return tokens.jacksons(tokens.next());
  }
}
