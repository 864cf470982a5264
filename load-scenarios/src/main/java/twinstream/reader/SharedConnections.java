package twinstream.reader;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The connections of HTTP/2 on one event loop. A stream goes to one that has room, also while that
/// is being established, else to a new one. One whose streams have all ended waits for others.
final class SharedConnections {
  private record Kind(
      InetSocketAddress address, boolean tls, int streamsPerConnection, int receiveBytes) {}

  private final EventLoop loop;
  private final Sockets sockets;
  private final Map<Kind, Deque<SharedConnection>> roomy = new HashMap<>();

  SharedConnections(EventLoop loop, Sockets sockets) {
    this.loop = loop;
    this.sockets = sockets;
  }

  void open(Target target, Stream stream, Dialogue dialogue) {
    var kind =
        new Kind(
            target.address(), target.tls(), target.streamsPerConnection(), target.receiveBytes());
    Deque<SharedConnection> candidates = roomy.computeIfAbsent(kind, _ -> new ArrayDeque<>());
    SharedConnection chosen = candidates.peek();
    while (chosen != null && !chosen.hasRoom()) {
      chosen.setListed(false);
      candidates.remove();
      chosen = candidates.peek();
    }
    if (chosen == null) {
      chosen =
          new SharedConnection(
              target.streamsPerConnection(), target.receiveBytes(), one -> list(one, candidates));
      list(chosen, candidates);
      chosen.connect(sockets, loop, target);
    }
    chosen.open(stream, dialogue);
  }

  private static void list(SharedConnection connection, Deque<SharedConnection> candidates) {
    if (!connection.isListed() && connection.hasRoom()) {
      connection.setListed(true);
      candidates.add(connection);
    }
  }
}
