package twinstream.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs a server to turn one token into the bytes of its connection, in nanoseconds a
/// token. The pair is [#chunk] and [#frame]: all bytes that either twin adds to the token's text on
/// HTTP/1.1, as the servers of this suite write them. [#envelope] is the part that both share;
/// [#event] is the way to the chunk, and what goes into a DATA frame of HTTP/2.
///
/// Beside it the same from text that a program has put together ([#eventOfText], [#frameOfText]),
/// and from bytes that were encoded before ([#eventAgain], [#frameAgain]).
///
/// What it does **not** show: the system call, the dearest step of a paced token; queueing,
/// hand-over between threads and wake-ups; taking buffers from the pool and giving them back;
/// several messages gathered into one write; TLS and HTTP/2; the reader's end. Caches and branch
/// predictors see one loop over one thread's buffer, where a server sees thousands of streams. So
/// it bounds what framing can explain of a measured difference, and can't replace one. Of what it
/// reports, allocation (`-prof gc`) is exact, while times depend on the machine.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncodeTokenBenchmark {

  /// The JSON around the token, alone.
  @Benchmark
  public ByteBuffer envelope(Encoders encoders) {
    return encoders.envelope(encoders.next());
  }

  /// An event (WHATWG HTML, 9.2.6), without what HTTP puts around it.
  @Benchmark
  public ByteBuffer event(Encoders encoders) {
    return encoders.event(encoders.next());
  }

  /// An event and the lines around it that make it a chunk (RFC 9112, 7.1).
  @Benchmark
  public ByteBuffer chunk(Encoders encoders) {
    return encoders.chunk(encoders.next());
  }

  /// An unmasked text frame (RFC 6455, 5.2).
  @Benchmark
  public ByteBuffer frame(Encoders encoders) {
    return encoders.frame(encoders.next());
  }

  /// An event by way of a `String`.
  @Benchmark
  public ByteBuffer eventOfText(Encoders encoders) {
    return encoders.eventOfText(encoders.nextIndex());
  }

  /// A frame by way of a `String`.
  @Benchmark
  public ByteBuffer frameOfText(Encoders encoders) {
    return encoders.frameOfText(encoders.nextIndex());
  }

  /// An event copied from bytes made before.
  @Benchmark
  public ByteBuffer eventAgain(Encoders encoders) {
    return encoders.eventAgain(encoders.nextIndex());
  }

  /// A frame copied from bytes made before.
  @Benchmark
  public ByteBuffer frameAgain(Encoders encoders) {
    return encoders.frameAgain(encoders.nextIndex());
  }
}
