package twinstream.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Jetty's connector, without the [java.net.Socket] that it makes of each accepted channel to set
/// its options: the view lives as long as its channel, 96 bytes of heap that nobody needs again.
final class LeanConnector extends ServerConnector implements Traffic {
  private final Gate gate;
  private final LongAdder bytesOut = new LongAdder();

  LeanConnector(
      Server server, int acceptors, int selectors, Gate gate, ConnectionFactory... protocols) {
    super(server, acceptors, selectors, protocols);
    this.gate = gate;
  }

  /// Bytes that went out by all of its sockets, those closed since included.
  @Override
  public long bytesOut() {
    return bytesOut.sum();
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    var made = new CountedEndPoint(channel, selector, key, getScheduler(), bytesOut);
    made.setIdleTimeout(getIdleTimeout());
    return made;
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    if (endPoint instanceof CountedEndPoint counted) {
      counted.standing(gate.enter(counted.address()));
    }
    super.onEndPointOpened(endPoint);
    if (endPoint instanceof CountedEndPoint counted
        && counted.standing() == Gate.Standing.UNHEARD) {
      endPoint.close();
    }
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    super.onEndPointClosed(endPoint);
    if (endPoint instanceof CountedEndPoint counted) {
      gate.leave(counted.address());
    }
  }

  @Override
  public void accept(int acceptor) throws IOException {
    if (getTransport() instanceof ServerSocketChannel listening && listening.isOpen()) {
      SocketChannel accepted = listening.accept();
      try {
        if (!(accepted.getRemoteAddress() instanceof InetSocketAddress reader)
            || !gate.hears(reader.getAddress())) {
          accepted.close();
          return;
        }
        accepted.configureBlocking(false);
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, getAcceptedTcpNoDelay());
        setSize(accepted, StandardSocketOptions.SO_RCVBUF, getAcceptedReceiveBufferSize());
        setSize(accepted, StandardSocketOptions.SO_SNDBUF, getAcceptedSendBufferSize());
      } catch (IOException e) {
        // The reader has gone already; the next one is not to blame.
        accepted.close();
        return;
      }
      getSelectorManager().accept(accepted);
    }
  }

  // Jetty's -1 leaves the size to the system.
  private static void setSize(SocketChannel channel, SocketOption<Integer> option, int bytes)
      throws IOException {
    if (bytes > -1) {
      channel.setOption(option, bytes);
    }
  }
}
