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

/// What it costs a server to turn one token into the bytes of its connection. The pair is
/// [#sseChunk] and [#webSocketFrame]: all bytes that either twin adds to the token's text.
///
/// [#envelope] is the part that both share, and the baseline of the pair; [#sseEvent] splits the
/// way to the chunk. [#empty] is the canary: unless it lies far below the rest, the run measured
/// JMH.
///
/// What it does **not** show: the system call, the dearest step of a paced token; queueing,
/// hand-over between threads and wake-ups; taking buffers from the pool and giving them back;
/// several messages gathered into one write; TLS and HTTP/2; the reader's end. Caches and branch
/// predictors see one loop over one thread's buffers, where a server sees thousands of streams. So
/// it bounds what framing can explain of a measured difference, and can't replace one. Of what it
/// reports, allocation (`-prof gc`) is exact, while times depend on the machine.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodeTokenBenchmark {

  /// What the measuring itself costs.
  @Benchmark
  public void empty() {}

  /// The JSON around the token, alone.
  @Benchmark
  public ByteBuffer envelope(Encoders encoders) {
    return encoders.envelope(encoders.next());
  }

  /// An event (WHATWG HTML, 9.2.6), without what HTTP puts around it.
  @Benchmark
  public ByteBuffer sseEvent(Encoders encoders) {
    return encoders.event(encoders.next());
  }

  /// An event and the line in front of it that makes it a chunk (RFC 9112, 7.1).
  @Benchmark
  public ByteBuffer sseChunk(Encoders encoders) {
    return encoders.chunkHeader(encoders.event(encoders.next()));
  }

  /// An unmasked text frame (RFC 6455, 5.2).
  @Benchmark
  public ByteBuffer webSocketFrame(Encoders encoders) {
    return encoders.frameHeader(encoders.envelope(encoders.next()));
  }
}
