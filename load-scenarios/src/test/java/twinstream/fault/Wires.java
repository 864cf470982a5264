package twinstream.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// A listening socket behind a proxy, and plain clients before it.
final class Wires implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int SMALL_BUFFER_BYTES = 64 * 1024;

  /// Both ends of a connection through the proxy.
  record Pair(Socket client, Socket server) {
    InputStream fromServer() throws IOException {
      return client.getInputStream();
    }

    InputStream fromClient() throws IOException {
      return server.getInputStream();
    }

    void sendDown(byte[] bytes) throws IOException {
      server.getOutputStream().write(bytes);
    }

    void sendUp(byte[] bytes) throws IOException {
      client.getOutputStream().write(bytes);
    }
  }

  private final ServerSocket listener = new ServerSocket();
  private final List<Socket> open = new ArrayList<>();
  final FaultProxy proxy;

  Wires(Fault... downstream) throws IOException {
    listener.setReceiveBufferSize(SMALL_BUFFER_BYTES);
    listener.setSoTimeout(PATIENCE_MILLIS);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    proxy = FaultProxy.to((InetSocketAddress) listener.getLocalSocketAddress(), downstream);
  }

  Pair connect() throws IOException {
    var client = new Socket();
    open.add(client);
    client.setReceiveBufferSize(SMALL_BUFFER_BYTES);
    client.setSoTimeout(PATIENCE_MILLIS);
    client.setTcpNoDelay(true);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
    Socket server = listener.accept();
    open.add(server);
    server.setSoTimeout(PATIENCE_MILLIS);
    server.setTcpNoDelay(true);
    return new Pair(client, server);
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    for (Socket socket : open) {
      socket.close();
    }
    listener.close();
  }
}
