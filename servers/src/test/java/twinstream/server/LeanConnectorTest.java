package twinstream.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.delivery.ConnectionLimits;

@Timeout(20)
class LeanConnectorTest {
  private final Server server = new Server();
  private final LeanConnector connector =
      new LeanConnector(
          server, 1, 1, new Gate(ConnectionLimits.STANDARD), new HttpConnectionFactory());

  @AfterEach
  void stop() {
    TwinServer.stop(server);
  }

  private void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
  }

  // A request is answered, so its connection has been accepted.
  private SocketChannel accepted(Socket client) throws IOException {
    client.setSoTimeout(10_000);
    client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes());
    assertThat(client.getInputStream().read()).isEqualTo('H');
    return (SocketChannel) connector.getConnectedEndPoints().iterator().next().getTransport();
  }

  private Socket client() throws IOException {
    return new Socket("127.0.0.1", connector.getLocalPort());
  }

  @Test
  void sendsWithoutDelayAsJettyDoes() throws Exception {
    start();
    try (Socket client = client()) {
      assertThat(accepted(client).getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
    }
  }

  @Test
  void delaysWhenItIsToldTo() throws Exception {
    connector.setAcceptedTcpNoDelay(false);
    start();
    try (Socket client = client()) {
      assertThat(accepted(client).getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
    }
  }

  @Test
  void givesConnectionsTheBuffersThatAreSet() throws Exception {
    connector.setAcceptedSendBufferSize(16 * 1024);
    connector.setAcceptedReceiveBufferSize(8 * 1024);
    start();
    try (Socket client = client()) {
      SocketChannel channel = accepted(client);
      // Linux gives twice what is asked for, to hold its own records too.
      assertThat(channel.getOption(StandardSocketOptions.SO_SNDBUF))
          .isBetween(16 * 1024, 32 * 1024);
      assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isBetween(8 * 1024, 16 * 1024);
    }
  }
}
