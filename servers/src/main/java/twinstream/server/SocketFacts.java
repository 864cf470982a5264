package twinstream.server;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;

/// What the kernel says of the sockets that a running server has accepted, and what was agreed on
/// in TLS. Where sockets differ among themselves, all values are told.
final class SocketFacts {
  // Enough to see a difference; each costs a few calls of the system.
  private static final int MOST_SOCKETS = 64;
  private static final Path CONGESTION = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");
  private static final String KERNEL = "kernel";

  private SocketFacts() {}

  static void put(ServerConnector connector, Map<String, String> values) {
    values.put("tcp.congestion", congestion());
    List<EndPoint> open =
        connector.getConnectedEndPoints().stream()
            .filter(EndPoint::isOpen)
            .limit(MOST_SOCKETS)
            .toList();
    option(StandardSocketOptions.TCP_NODELAY, "tcp.nodelay", open, values);
    option(StandardSocketOptions.SO_KEEPALIVE, "tcp.keepalive", open, values);
    option(StandardSocketOptions.SO_LINGER, "tcp.linger", open, values);
    // The kernel moves a buffer that nobody has set with the traffic, so there is no one size.
    buffer(
        StandardSocketOptions.SO_SNDBUF,
        connector.getAcceptedSendBufferSize(),
        "tcp.send.bytes",
        open,
        values);
    buffer(
        StandardSocketOptions.SO_RCVBUF,
        connector.getAcceptedReceiveBufferSize(),
        "tcp.receive.bytes",
        open,
        values);
    all("tls", open, endPoint -> tls(endPoint), values);
  }

  private static void buffer(
      SocketOption<Integer> option,
      int wanted,
      String name,
      List<EndPoint> open,
      Map<String, String> values) {
    if (wanted < 0) {
      values.put(name, KERNEL);
    } else {
      option(option, name, open, values);
    }
  }

  private static void option(
      SocketOption<?> option, String name, List<EndPoint> open, Map<String, String> values) {
    all(name, open, endPoint -> read(option, endPoint), values);
  }

  private static void all(
      String name,
      List<EndPoint> open,
      Function<EndPoint, String> read,
      Map<String, String> values) {
    Set<String> seen = new TreeSet<>();
    open.forEach(endPoint -> seen.add(read.apply(endPoint)));
    // Of a socket that was closed meanwhile.
    seen.remove("");
    if (!seen.isEmpty()) {
      values.put(name, String.join("+", seen));
    }
  }

  private static String read(SocketOption<?> option, EndPoint endPoint) {
    try {
      return endPoint.getTransport() instanceof SocketChannel channel
          ? String.valueOf(channel.getOption(option))
          : "";
    } catch (IOException _) {
      return "";
    }
  }

  private static String tls(EndPoint endPoint) {
    if (!(endPoint.getConnection() instanceof SslConnection connection)) {
      return "off";
    }
    SSLSession session = connection.getSSLEngine().getSession();
    // Before the handshake is done.
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
