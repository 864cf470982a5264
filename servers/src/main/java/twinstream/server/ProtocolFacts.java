package twinstream.server;

import static twinstream.server.ServerFacts.number;

import java.util.Map;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/// What the protocols of a running server's connector are set to, each under its own prefix.
final class ProtocolFacts {
  private ProtocolFacts() {}

  static void put(ServerConnector connector, Map<String, String> values) {
    values.put("protocols", String.join("+", connector.getProtocols()));
    for (ConnectionFactory factory : connector.getConnectionFactories()) {
      if (factory instanceof AbstractHTTP2ServerConnectionFactory second) {
        second(second, values);
      } else if (factory instanceof HttpConnectionFactory first) {
        number("http.input.bytes", first.getInputBufferSize(), values);
        http(first.getHttpConfiguration(), values);
      }
    }
  }

  private static void http(HttpConfiguration http, Map<String, String> values) {
    values.put("http.persistent", Boolean.toString(http.isPersistentConnectionsEnabled()));
    values.put(
        "http.direct",
        "%s+%s".formatted(http.isUseInputDirectByteBuffers(), http.isUseOutputDirectByteBuffers()));
    number("http.output.bytes", http.getOutputBufferSize(), values);
    number("http.aggregation.bytes", http.getOutputAggregationSize(), values);
    number("http.request.header.bytes", http.getRequestHeaderSize(), values);
    number("http.response.header.bytes", http.getResponseHeaderSize(), values);
    number("http.header.cache", http.getHeaderCacheSize(), values);
    values.put("http.date", Boolean.toString(http.getSendDateHeader()));
    number("http.idle.millis", http.getIdleTimeout(), values);
  }

  private static void second(
      AbstractHTTP2ServerConnectionFactory http, Map<String, String> values) {
    number("http2.streams", http.getMaxConcurrentStreams(), values);
    number("http2.connection.window.bytes", http.getInitialSessionRecvWindow(), values);
    number("http2.stream.window.bytes", http.getInitialStreamRecvWindow(), values);
    number("http2.frame.bytes", http.getMaxFrameSize(), values);
    number("http2.input.bytes", http.getInputBufferSize(), values);
    number("http2.stream.idle.millis", http.getStreamIdleTimeout(), values);
    values.put("http2.connect", Boolean.toString(http.isConnectProtocolEnabled()));
    values.put(
        "http2.direct",
        "%s+%s".formatted(http.isUseInputDirectByteBuffers(), http.isUseOutputDirectByteBuffers()));
    values.put("http2.rate", http.getRateControlFactory().toString());
  }
}
