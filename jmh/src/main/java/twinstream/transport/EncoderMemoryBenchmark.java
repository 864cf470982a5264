package twinstream.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What two hundred open encoders take: `residentBytes` is by how much the resident memory of the
/// process grows while they are opened and each compresses 20 tokens, `encoders` how many they are;
/// the one divided by the other is native memory of an encoder, with the few bytes of heap that
/// hold it. The time is that of opening them all. On Linux only; elsewhere `residentBytes` is 0.
///
/// What it does **not** show: what an encoder touches later, when its window fills; memory that the
/// allocator had left from before. A look at what must be planned for, within some kilobytes.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class EncoderMemoryBenchmark {
  static final int ENCODERS = 200;
  private static final int TOKENS_EACH = 20;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int KIB = 1024;

  /// What was opened, and by how much the process has grown.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Growth {
    public long encoders;
    public long residentBytes;
    private final List<EventEncoder> open = new ArrayList<>();

    /// Frees them, at the end of all: what is left over would be taken for what is not needed.
    @TearDown
    public void free() {
      open.forEach(EventEncoder::free);
      open.clear();
    }
  }

  /// Opens two hundred encoders, each with a beginning of a stream.
  @Benchmark
  public void open(Compressing stream, Growth growth, Blackhole hole) throws IOException {
    long before = residentBytes();
    ByteBuffer target = ByteBuffer.allocateDirect(16 * KIB);
    for (int i = 0; i < ENCODERS; i++) {
      EventEncoder encoder = stream.way.encoder();
      growth.open.add(encoder);
      for (int token = 0; token < TOKENS_EACH; token++) {
        encoder.encode(stream.next(), false, target.clear());
        hole.consume(target.position());
      }
    }
    growth.encoders += ENCODERS;
    growth.residentBytes += residentBytes() - before;
  }

  private static long residentBytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
