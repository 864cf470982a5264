package twinstream.reader;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What masking costs, which WebSocket demands of clients alone (RFC 6455, 5.3) and an event stream
/// has nothing of, in nanoseconds a message: [#mask] at the client, [#parse] at the server (Jetty's
/// parser, which takes the mask off as it goes).
///
/// What it does **not** show: anything that streams of tokens pay for by the token. Tokens come
/// unmasked; only questions, cancels and pongs are masked, one for hundreds of tokens. It is here
/// to put a number to what is often said.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskBenchmark {

  /// A client's frame: its buffer, head and mask.
  @Benchmark
  public int mask(Masks masks) {
    ByteBuf frame = masks.masked(masks.next());
    int bytes = frame.readableBytes();
    frame.release();
    return bytes;
  }

  /// A frame copied, as a read does, parsed and unmasked.
  @Benchmark
  public ByteBuffer parse(Masks masks) {
    return masks.unmasked(masks.next());
  }
}
