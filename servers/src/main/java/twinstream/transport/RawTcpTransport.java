package twinstream.transport;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private static final List<String> HTTP_SETTINGS =
      List.of(
          "http.aggregation.bytes",
          "http.date",
          "http.direct",
          "http.header.cache",
          "http.idle.millis",
          "http.input.bytes",
          "http.output.bytes",
          "http.persistent",
          "http.request.header.bytes",
          "http.response.header.bytes");
  private static final List<String> HTTP2_SETTINGS =
      List.of(
          "http2.connect",
          "http2.connection.window.bytes",
          "http2.direct",
          "http2.frame.bytes",
          "http2.input.bytes",
          "http2.rate",
          "http2.stream.idle.millis",
          "http2.stream.window.bytes",
          "http2.streams");

  @Override
  public String name() {
    return PROTOCOL;
  }

  @Override
  public boolean asksByMessage() {
    return false;
  }

  @Override
  public Map<String, String> differences() {
    Map<String, String> differences = new TreeMap<>();
    differences.put("protocols", "the control has none that anybody uses");
    HTTP_SETTINGS.forEach(name -> differences.put(name, "the control speaks no HTTP"));
    HTTP2_SETTINGS.forEach(name -> differences.put(name, "the control speaks no HTTP/2"));
    return differences;
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
