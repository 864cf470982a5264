package twinstream.transport;

import java.util.Collection;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
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
    return limited(factory);
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
    return limited(factory);
  }

  private static ConnectionFactory limited(AbstractHTTP2ServerConnectionFactory factory) {
    factory.setMaxConcurrentStreams(MAX_STREAMS);
    factory.setRateControlFactory(new Events());
    return factory;
  }

  /// Tells those at the other end of HTTP/2 to open no further streams (RFC 9113, 6.8); the ones
  /// they have go on.
  ///
  /// @param sockets of any protocol
  public static void tellToGo(Collection<EndPoint> sockets) {
    for (EndPoint socket : sockets) {
      Connection connection = socket.getConnection();
      if (connection instanceof SslConnection tls) {
        connection = tls.getSslEndPoint().getConnection();
      }
      if (connection instanceof HTTP2Connection http2) {
        http2.getSession().shutdown();
      }
    }
  }

  /// Notes when a request began, if it came over HTTP/2.
  static void began(Request request, Connection connection) {
    if (connection.getEndPoint() instanceof SharedWrites shared) {
      shared.events().opened(Integer.parseInt(request.getId()));
    }
  }

  /// Ends a connection of HTTP/2 when a request on it was answered; its other streams go on.
  static void closeAfter(Request request, Connection connection) {
    if (connection instanceof HTTP2Connection http2) {
      Request.addCompletionListener(
          request,
          _ -> http2.getSession().close(ErrorCode.NO_ERROR.code, "turned away", Callback.NOOP));
    }
  }

  /// Its name is among the live settings.
  private static final class Events implements RateControl.Factory {
    @Override
    public RateControl newRateControl(EndPoint endPoint) {
      return ((SharedWrites) endPoint).events();
    }

    @Override
    public String toString() {
      return "%d a second, %d young resets in %d s"
          .formatted(
              Http2Events.MOST_PER_SECOND,
              Http2Events.MOST_YOUNG,
              Http2Events.YOUNG_PERIOD.toSeconds());
    }
  }

  private static EndPoint shared(Connector connector, EndPoint socket, Replies replies) {
    return new SharedWrites(
        socket, connector.getByteBufferPool(), replies, replies.counts().writes);
  }
}
