package twinstream.transport;

import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import twinstream.delivery.Replies;

/// Connections of HTTP/2 (RFC 9113) whose streams share writes, with the extended CONNECT of RFC
/// 8441.
public final class Http2Connections {
  /// Most streams of one connection.
  public static final int MAX_STREAMS = 128;

  private Http2Connections() {}

  /// Behind TLS, agreed on by ALPN.
  public static ConnectionFactory overTls(HttpConfiguration http, Replies replies) {
    var factory =
        new HTTP2ServerConnectionFactory(http) {
          @Override
          public Connection newConnection(Connector connector, EndPoint endPoint) {
            return super.newConnection(connector, shared(connector, endPoint, replies));
          }
        };
    factory.setMaxConcurrentStreams(MAX_STREAMS);
    return factory;
  }

  /// In cleartext, with prior knowledge or by `Upgrade: h2c`.
  public static ConnectionFactory inCleartext(HttpConfiguration http, Replies replies) {
    var factory =
        new HTTP2CServerConnectionFactory(http) {
          @Override
          public Connection newConnection(Connector connector, EndPoint endPoint) {
            return super.newConnection(connector, shared(connector, endPoint, replies));
          }
        };
    factory.setMaxConcurrentStreams(MAX_STREAMS);
    return factory;
  }

  private static EndPoint shared(Connector connector, EndPoint socket, Replies replies) {
    return new SharedWrites(
        socket, connector.getByteBufferPool(), replies, replies.counts().writes);
  }
}
