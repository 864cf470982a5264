package twinstream.server;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;

/// What the kernel says of the sockets that a running server has accepted, and what was agreed on
/// in TLS. Where sockets differ among themselves, all values are told.
final class SocketFacts {
  // Enough to see a difference; each costs a few calls of the system.
  static final int MOST_SOCKETS = 64;
  private static final Path CONGESTION = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");
  private static final String KERNEL = "kernel";

  private SocketFacts() {}

  static void put(ServerConnector connector, Map<String, String> values) {
    List<EndPoint> open =
        connector.getConnectedEndPoints().stream()
            .filter(EndPoint::isOpen)
            .limit(MOST_SOCKETS)
            .toList();
    List<SocketChannel> sockets =
        open.stream()
            .map(EndPoint::getTransport)
            .filter(SocketChannel.class::isInstance)
            .map(SocketChannel.class::cast)
            .toList();
    put(
        sockets,
        connector.getAcceptedSendBufferSize() >= 0,
        connector.getAcceptedReceiveBufferSize() >= 0,
        values);
    all("tls", open.stream().map(SocketFacts::tls), values);
  }

  /// @param sends true when somebody has set how much waits in the kernel to be sent
  /// @param receives true when somebody has set how much waits there to be read
  static void put(
      Collection<SocketChannel> sockets,
      boolean sends,
      boolean receives,
      Map<String, String> values) {
    values.put("tcp.congestion", congestion());
    option(StandardSocketOptions.TCP_NODELAY, "tcp.nodelay", sockets, values);
    option(StandardSocketOptions.SO_KEEPALIVE, "tcp.keepalive", sockets, values);
    option(StandardSocketOptions.SO_LINGER, "tcp.linger", sockets, values);
    // The kernel moves a buffer that nobody has set with the traffic, so there is no one size.
    values.put("tcp.send.bytes", KERNEL);
    values.put("tcp.receive.bytes", KERNEL);
    if (sends) {
      option(StandardSocketOptions.SO_SNDBUF, "tcp.send.bytes", sockets, values);
    }
    if (receives) {
      option(StandardSocketOptions.SO_RCVBUF, "tcp.receive.bytes", sockets, values);
    }
  }

  private static void option(
      SocketOption<?> option,
      String name,
      Collection<SocketChannel> sockets,
      Map<String, String> values) {
    all(name, sockets.stream().map(socket -> read(option, socket)), values);
  }

  // Empty: of a socket that was closed meanwhile, or whose handshake is not done.
  private static void all(String name, Stream<String> seen, Map<String, String> values) {
    String all =
        seen.filter(value -> !value.isEmpty()).distinct().sorted().collect(Collectors.joining("+"));
    if (!all.isEmpty()) {
      values.put(name, all);
    }
  }

  private static String read(SocketOption<?> option, SocketChannel socket) {
    try {
      return String.valueOf(socket.getOption(option));
    } catch (IOException _) {
      return "";
    }
  }

  private static String tls(EndPoint endPoint) {
    if (!(endPoint.getConnection() instanceof SslConnection connection)) {
      return "off";
    }
    SSLSession session = connection.getSSLEngine().getSession();
    return session.getProtocol().equals("NONE")
        ? ""
        : session.getProtocol() + " " + session.getCipherSuite();
  }

  private static String congestion() {
    try {
      return Files.readString(CONGESTION).strip();
    } catch (IOException _) {
      return KERNEL;
    }
  }
}
