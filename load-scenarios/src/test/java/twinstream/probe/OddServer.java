package twinstream.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/// Reads the head of each request and then says what it was told to, of which nothing need be HTTP.
final class OddServer implements AutoCloseable {
  // RFC 8446, 5.1; such a head has no end that we know.
  private static final int TLS_HANDSHAKE = 22;

  /// What is said, and when.
  @FunctionalInterface
  interface Script {
    void play(Saying saying) throws Exception;
  }

  /// One connection.
  static final class Saying {
    private final Socket socket;

    private Saying(Socket socket) {
      this.socket = socket;
    }

    void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
      socket.getOutputStream().flush();
    }

    void chunk(String text) throws IOException {
      say(Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n");
    }

    /// Ends the connection by RST.
    void cut() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private final ServerSocket listening;
  private final CompletableFuture<String> head = new CompletableFuture<>();

  OddServer(Script script) throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          try {
            // A client may ask again where it got no answer.
            while (true) {
              play(listening.accept(), script);
            }
          } catch (IOException e) {
            head.completeExceptionally(e);
          }
        });
  }

  private void play(Socket accepted, Script script) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = accepted) {
            head.complete(head(socket));
            script.play(new Saying(socket));
          } catch (Exception e) {
            head.completeExceptionally(e);
          }
        });
  }

  private static String head(Socket socket) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int one = socket.getInputStream().read();
      if (one < 0 || one == TLS_HANDSHAKE) {
        break;
      }
      text.append((char) one);
    }
    return text.toString();
  }

  String url(String scheme) {
    return "%s://127.0.0.1:%d/".formatted(scheme, listening.getLocalPort());
  }

  /// Head of the request.
  String asked() {
    return head.join();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
