package twinstream.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs a reader to find one token in the bytes of its connection, in nanoseconds a token:
/// this suite's own parsers, of an event stream and of frames, over the same tokens. Where a read
/// ends decides most of it.
///
/// What it does **not** show: the read from the socket and the wake-up before it; chunks and DATA
/// frames, which are Netty's here; unmasking, which is the server's part; what is done with the
/// token ([twinstream.trial.RecordTokenBenchmark], [Utf8Benchmark]). Both parsers hand out a range
/// of bytes and make no string, as a browser must. One connection, warm caches.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseTokenBenchmark {

  /// An event of its stream.
  @Benchmark
  @OperationsPerInvocation(Reads.STEP)
  public long event(Reads reads) {
    return reads.events();
  }

  /// A frame.
  @Benchmark
  @OperationsPerInvocation(Reads.STEP)
  public long frame(Reads reads) {
    return reads.frames();
  }
}
