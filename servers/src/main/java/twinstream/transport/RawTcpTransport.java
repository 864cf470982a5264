package twinstream.transport;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import twinstream.delivery.Replies;

/// The control: what tokens cost on this server when nothing is put around them. Each message is
/// four bytes of length and its text; the first one, from the reader, is path and query of what it
/// asks for. No protocol that anybody uses.
final class RawTcpTransport implements TcpTransport {
  static final String PROTOCOL = "raw-tcp";

  @Override
  public String name() {
    return PROTOCOL;
  }

  @Override
  public boolean asksByMessage() {
    return false;
  }

  @Override
  public ConnectionFactory connections(Replies replies, Door door) {
    return new AbstractConnectionFactory(PROTOCOL) {
      @Override
      public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(
            new RawTcpConnection(connector, endPoint, replies, door), connector, endPoint);
      }
    };
  }
}
