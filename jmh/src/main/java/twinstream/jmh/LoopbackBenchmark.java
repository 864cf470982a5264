package twinstream.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// The yardstick that puts the other nanoseconds in proportion: one event of 190 B through a pair
/// of sockets of this machine, two system calls and the kernel's TCP between them.
///
/// What it does **not** show: a network; a reader that has to be woken up; several connections, of
/// which each is cold when its turn comes; what one end alone costs.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoopbackBenchmark {

  /// Written at one end, read at the other, by one thread.
  @Benchmark
  public int writeAndRead(Loopback loopback) {
    return loopback.cross();
  }
}
