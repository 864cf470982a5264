package twinstream.server;

import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import twinstream.delivery.Replies;
import twinstream.transport.Door;
import twinstream.transport.Http2Connections;
import twinstream.transport.HttpTransport;
import twinstream.transport.TcpTransport;
import twinstream.transport.Transport;

/// What a connector mounts: the protocols that a transport's readers speak, and TLS in front of
/// them if so set.
final class Connections {
  // Everybody has its key: it proves nothing, and hides nothing from whoever can read this.
  private static final String KEY_STORE = "twinstream/server/localhost.p12";
  private static final String PASSWORD = "twinstream";

  private Connections() {}

  static List<ConnectionFactory> of(Transport transport, boolean tls, Replies replies, Door door) {
    return switch (transport) {
      case TcpTransport raw -> {
        ConnectionFactory tcp = raw.connections(replies, door);
        yield tls ? List.of(ssl(tcp.getProtocol()), tcp) : List.of(tcp);
      }
      case HttpTransport http when http.version() == HttpVersion.HTTP_2 -> {
        HttpConfiguration configuration = configuration();
        var older = new HttpConnectionFactory(configuration);
        yield tls
            ? List.of(
                ssl("alpn"),
                new ALPNServerConnectionFactory("h2", "http/1.1"),
                Http2Connections.overTls(configuration, replies),
                older)
            : List.of(older, Http2Connections.inCleartext(configuration, replies));
      }
      case HttpTransport _ -> {
        var http = new HttpConnectionFactory(configuration());
        yield tls ? List.of(ssl(http.getProtocol()), http) : List.of(http);
      }
    };
  }

  private static HttpConfiguration configuration() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    // What a connection keeps beside its stream is memory that every idle stream pays for: fields
    // of earlier requests, and filters in front of listeners that there are none of.
    http.setHeaderCacheSize(0);
    http.setNotifyForbiddenComplianceViolations(true);
    // Readers reach the one certificate by any name of this host.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return http;
  }

  private static SslConnectionFactory ssl(String next) {
    var context = new SslContextFactory.Server();
    context.setKeyStorePath(
        String.valueOf(Connections.class.getClassLoader().getResource(KEY_STORE)));
    context.setKeyStorePassword(PASSWORD);
    return new SslConnectionFactory(context, next);
  }
}
