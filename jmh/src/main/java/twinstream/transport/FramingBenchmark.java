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

/// What it costs to put a protocol's frame around a token whose JSON is there, in nanoseconds a
/// token: [#event], and [#chunk] around it, beside [#frame], each with the copy of the JSON that
/// [#copied] is alone. Jetty's own generators beside them, which do not copy: [#jettyChunkHead] and
/// [#jettyFrameHead] on HTTP/1.1, [#jettyData] on HTTP/2.
///
/// What it does **not** show: the JSON itself ([EncodeTokenBenchmark]); flow control, queue and
/// flusher of HTTP/2, which come on top of the frame; TLS; the gathering write that separate heads
/// ask for; the system call, next to which all of this is little. One thread, one buffer, warm
/// caches.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramingBenchmark {

  /// The bytes alone.
  @Benchmark
  public ByteBuffer copied(FramedBytes bytes) {
    return bytes.copied(bytes.next());
  }

  /// An event, as it goes into DATA on `sse-h2`.
  @Benchmark
  public ByteBuffer event(FramedBytes bytes) {
    return bytes.eventAround(bytes.next());
  }

  /// Event and chunk, as tokens go out on `sse-h1`.
  @Benchmark
  public ByteBuffer chunk(FramedBytes bytes) {
    return bytes.chunk(bytes.next());
  }

  /// A frame, as tokens go out on `ws-h1`.
  @Benchmark
  public ByteBuffer frame(FramedBytes bytes) {
    return bytes.frame(bytes.next());
  }

  /// Jetty's line before an event.
  @Benchmark
  public ByteBuffer jettyChunkHead(FramedBytes bytes) {
    return bytes.jettyChunkHead(bytes.next());
  }

  /// Jetty's head before a frame's payload.
  @Benchmark
  public ByteBuffer jettyFrameHead(FramedBytes bytes) {
    return bytes.jettyFrameHead(bytes.next());
  }

  /// Jetty's DATA frame, as every event on `sse-h2` and every frame on `ws-h2` is in one.
  @Benchmark
  public long jettyData(FramedBytes bytes) {
    return bytes.jettyData(bytes.next());
  }
}
