package twinstream.jmh;

import java.nio.CharBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to make text of a message's bytes and to see that they are UTF-8, in nanoseconds a
/// message of about 180 B. WebSocket demands the check of each text message (RFC 6455, 8.1), an
/// event stream replaces what is wrong; so this is where a reader's library may make the two
/// differ.
///
/// Who goes which way: the crowd of this suite makes no text at all, on neither transport, and
/// holds the bytes against those that the seed says ([#compared]). The server takes what its
/// readers say by Jetty's builder, as every WebSocket endpoint for text on Jetty does ([#jettys]);
/// a program on bytes would take [#newString], and one on Netty or NIO channels something like
/// [#decoder].
///
/// What it does **not** show: reading, parsing, JSON; a message cut within a character; what a
/// browser does, whose decoders are native.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Utf8Benchmark {

  /// No text is made: bytes against bytes.
  @Benchmark
  public boolean compared(Utf8 utf8) {
    return utf8.compared(utf8.next());
  }

  /// The JDK's constructor, from a byte array.
  @Benchmark
  public String newString(Utf8 utf8) {
    return utf8.newString(utf8.next());
  }

  /// The JDK's decoder, used again, from a direct buffer.
  @Benchmark
  public CharBuffer decoder(Utf8 utf8) {
    return utf8.decoded(utf8.next());
  }

  /// Jetty's builder, used again, from a direct buffer.
  @Benchmark
  public String jettys(Utf8 utf8) {
    return utf8.jettys(utf8.next());
  }
}
