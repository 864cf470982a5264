package twinstream.gatling;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// A path to a server for one user, on which reading can be stopped: Gatling's clients read
/// whatever comes, so a user who stops reading needs somebody else who does not pass it on. Takes
/// one connection. Holds nothing of its own but one read; what is not read fills the buffers of the
/// kernel, and then the server's.
final class StallingPath implements AutoCloseable {
  private static final int READ_BYTES = 4_096;

  private final ServerSocket door;
  private final int serverPort;
  private final int receiveBytes;
  private final Socket server = new Socket();
  private volatile @Nullable Socket user;
  private volatile boolean stalled;

  private StallingPath(ServerSocket door, int serverPort, int receiveBytes) {
    this.door = door;
    this.serverPort = serverPort;
    this.receiveBytes = receiveBytes;
  }

  /// @param serverPort on 127.0.0.1
  /// @param receiveBytes what the kernel may keep for it; 0 for the usual
  static StallingPath to(int serverPort, int receiveBytes) {
    try {
      var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      var path = new StallingPath(door, serverPort, receiveBytes);
      Thread.ofVirtual().name("stalling-path").start(path::carry);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free for a user who stops reading", e);
    }
  }

  int port() {
    return door.getLocalPort();
  }

  /// Reads nothing more from the server, and stays.
  void stall() {
    stalled = true;
  }

  /// Ends the connection.
  @Override
  public void close() {
    try {
      door.close();
      server.close();
      Socket accepted = user;
      if (accepted != null) {
        accepted.close();
      }
    } catch (IOException _) {
      // It is gone already.
    }
  }

  private void carry() {
    try (door;
        Socket accepted = door.accept();
        server) {
      user = accepted;
      if (receiveBytes > 0) {
        server.setReceiveBufferSize(receiveBytes);
      }
      accepted.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
      Thread down = Thread.ofVirtual().start(() -> copy(server, accepted, true));
      copy(accepted, server, false);
      server.close();
      down.join();
    } catch (IOException _) {
      // Either side is gone, which the other is told by the end of its connection.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(Socket from, Socket to, boolean stalls) {
    byte[] buffer = new byte[READ_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read; (read = in.read(buffer)) >= 0; ) {
        out.write(buffer, 0, read);
        if (stalls && stalled) {
          return;
        }
      }
      to.shutdownOutput();
    } catch (IOException _) {
      // As above.
    }
  }
}
