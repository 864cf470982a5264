package twinstream.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/// Over HTTP/1.1 (RFC 9112).
final class RawHttp1 implements RawExchange {
  private static final int MOST_BYTES = 16_384;

  private final Socket socket;
  private final InputStream in;
  private final boolean chunked;

  private RawHttp1(int port, String request, String status, boolean chunked) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    this.chunked = chunked;
    try {
      send(request.getBytes(ISO_8859_1));
      readHead(status);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  // No field is looked at: readers' own tests do.
  private void readHead(String status) throws IOException {
    String answer = line();
    if (!answer.startsWith("HTTP/1.1 " + status)) {
      throw new IOException("%s was asked for, but the answer is: %s".formatted(status, answer));
    }
    String field = line();
    while (!field.isEmpty()) {
      field = line();
    }
  }

  static RawHttp1 get(int port, String target) throws IOException {
    String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(target);
    return new RawHttp1(port, request, "200", true);
  }

  /// With the key of RFC 6455, 1.3.
  static RawHttp1 upgrade(int port, String target) throws IOException {
    String request =
        """
        GET %s HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: %s\r
        \r
        """
            .formatted(target, Upgrade.VERSION);
    return new RawHttp1(port, request, "101", false);
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public byte[] next() throws IOException {
    try {
      return chunked ? chunk() : some();
    } catch (EOFException | SocketException _) {
      return new byte[0];
    }
  }

  private byte[] some() throws IOException {
    byte[] bytes = new byte[MOST_BYTES];
    return Arrays.copyOf(bytes, Math.max(0, in.read(bytes)));
  }

  // RFC 9112, 7.1; the empty one is the last.
  private byte[] chunk() throws IOException {
    byte[] chunk = in.readNBytes(Integer.parseInt(line(), 16));
    if (!line().isEmpty()) {
      throw new IOException("a chunk is longer than it says");
    }
    return chunk;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
