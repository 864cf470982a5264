package twinstream.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/// A socket that has a place at the [Gate]. It keeps the address, which a closed socket no longer
/// tells.
final class CountedEndPoint extends SocketChannelEndPoint {
  private final InetAddress address;
  private volatile Gate.Standing standing = Gate.Standing.WELCOME;

  CountedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
    address =
        getRemoteSocketAddress() instanceof InetSocketAddress reader
            ? reader.getAddress()
            // Gone before it was here.
            : InetAddress.ofLiteral("0.0.0.0");
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
