package twinstream.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to compress one token so that its reader can have it at once, in nanoseconds a
/// token, and what is left of it: `bytesIn`, `bytesOut` and `tokens` are sums, to be divided by
/// each other. What an encoder takes of memory is [EncoderMemoryBenchmark]'s question.
///
/// What it does **not** show: framing; Jetty's queue in front of its `permessage-deflate`; the
/// reader's inflating; the bandwidth that is saved, or the CPU of TLS that is saved with it. One
/// long reply of mixed text: short replies gain less, as their context is still empty.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompressTokenBenchmark {
  /// What went in and out in an iteration.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Sizes {
    public long tokens;
    public long bytesIn;
    public long bytesOut;

    /// Begins anew.
    @Setup(Level.Iteration)
    public void reset() {
      tokens = 0;
      bytesIn = 0;
      bytesOut = 0;
    }
  }

  /// One token, with the flush behind it.
  @Benchmark
  public ByteBuffer compress(Compressing stream, Sizes sizes) {
    ByteBuffer bytes = stream.next();
    sizes.tokens++;
    sizes.bytesIn += bytes.remaining();
    ByteBuffer compressed = stream.compress(bytes);
    sizes.bytesOut += compressed.remaining();
    return compressed;
  }
}
