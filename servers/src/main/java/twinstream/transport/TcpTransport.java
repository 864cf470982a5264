package twinstream.transport;

import org.eclipse.jetty.server.ConnectionFactory;
import twinstream.delivery.Replies;

/// A transport that owns its connections from their first byte.
public non-sealed interface TcpTransport extends Transport {

  /// Makes the connections of a server.
  ///
  /// @param door asked before each reply
  ConnectionFactory connections(Replies replies, Door door);
}
