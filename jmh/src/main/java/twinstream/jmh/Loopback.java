package twinstream.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Two ends of a connection on this machine.
@State(Scope.Thread)
public class Loopback {
  /// An event with the envelope `openai`.
  static final int EVENT_BYTES = 190;

  private final ByteBuffer out = ByteBuffer.allocateDirect(EVENT_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(EVENT_BYTES);

  @SuppressWarnings("NullAway.Init") // opened by JMH
  private SocketChannel near;

  @SuppressWarnings("NullAway.Init") // opened by JMH
  private SocketChannel far;

  /// Connects them.
  @Setup(Level.Trial)
  public void open() throws IOException {
    try (var listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      near = SocketChannel.open(listening.getLocalAddress());
      far = listening.accept();
    }
    near.setOption(StandardSocketOptions.TCP_NODELAY, true);
    far.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /// Closes both.
  @TearDown(Level.Trial)
  public void close() throws IOException {
    near.close();
    far.close();
  }

  /// Writes an event at one end and reads it at the other.
  ///
  /// @return bytes read
  int cross() {
    try {
      out.clear();
      while (out.hasRemaining()) {
        near.write(out);
      }
      in.clear();
      while (in.hasRemaining()) {
        if (far.read(in) < 0) {
          throw new IOException("the other end is closed");
        }
      }
      return in.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
