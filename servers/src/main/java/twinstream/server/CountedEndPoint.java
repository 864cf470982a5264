package twinstream.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/// A socket that has a place at the [Gate], and whose bytes are counted. It keeps the address,
/// which a closed socket no longer tells.
final class CountedEndPoint extends SocketChannelEndPoint {
  private final InetAddress address;
  private final LongAdder bytesOut;
  private volatile Gate.Standing standing = Gate.Standing.WELCOME;

  /// @param bytesOut counts what goes out
  CountedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      LongAdder bytesOut) {
    super(channel, selector, key, scheduler);
    this.bytesOut = bytesOut;
    address =
        getRemoteSocketAddress() instanceof InetSocketAddress reader
            ? reader.getAddress()
            // Gone before it was here.
            : InetAddress.ofLiteral("0.0.0.0");
  }

  // Jetty's own gathers even a single part, which costs a copy of its address and another call.
  @Override
  public boolean flush(ByteBuffer... parts) throws IOException {
    long written;
    try {
      written = parts.length == 1 ? getChannel().write(parts[0]) : getChannel().write(parts);
    } catch (IOException e) {
      throw new EofException(e);
    }
    if (written > 0) {
      bytesOut.add(written);
      notIdle();
    }
    return BufferUtil.remaining(parts) == 0;
  }

  InetAddress address() {
    return address;
  }

  void standing(Gate.Standing given) {
    standing = given;
  }

  Gate.Standing standing() {
    return standing;
  }
}
