package twinstream.server;

import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;

/// Bytes that a connector's connections wrote, those still open included. Jetty counts them anyway;
/// nothing is added to the token path.
final class ConnectorTraffic implements Traffic, Connection.Listener {
  private final ServerConnector connector;
  private final LongAdder closedBytes = new LongAdder();

  private ConnectorTraffic(ServerConnector connector) {
    this.connector = connector;
  }

  static ConnectorTraffic of(ServerConnector connector) {
    var traffic = new ConnectorTraffic(connector);
    connector.addBean(traffic);
    return traffic;
  }

  @Override
  public void onClosed(Connection connection) {
    // What runs inside another connection (in TLS, in a stream of HTTP/2) is counted with that one.
    if (connection.getEndPoint().getTransport() instanceof SocketChannel) {
      closedBytes.add(connection.getBytesOut());
    }
  }

  /// Grows, but for a moment in which a connection is both open and closed.
  @Override
  public long bytesOut() {
    long open = 0;
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection != null) {
        open += connection.getBytesOut();
      }
    }
    return closedBytes.sum() + open;
  }
}
