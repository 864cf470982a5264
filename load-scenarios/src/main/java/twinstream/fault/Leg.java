package twinstream.fault;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// The connection to one side, and what the selector is asked about it. The loop's thread only.
final class Leg {
  // Fixed, so that the kernel does not take megabytes for a client that does not read.
  private static final int SOCKET_BUFFER_BYTES = 128 * 1024;

  final SocketChannel channel;
  private final SelectionKey key;

  Leg(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
    key = channel.register(selector, 0);
  }

  void attach(Connection connection) {
    key.attach(connection);
  }

  boolean is(SelectionKey other) {
    return key == other;
  }

  /// @param operation one of [SelectionKey]'s
  void want(int operation, boolean wanted) {
    if (key.isValid()) {
      int before = key.interestOps();
      key.interestOps(wanted ? before | operation : before & ~operation);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  /// Closes with RST.
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException _) {
      // Closed already, or reset by the other side.
    }
    close();
  }
}
