package twinstream.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Speaks HTTP/1.1 over a plain socket or TLS, so that a test sees the bytes themselves and can
/// leave as rudely as it likes.
final class RawClient implements Exchange, AutoCloseable {
  static final int PATIENCE_MILLIS = 10_000;

  /// Status and headers of a response, names in any case.
  record Head(int status, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final Socket tcp = new Socket();
  private Socket socket = tcp;
  private InputStream in;
  private boolean lineEndIsOwed;

  RawClient(int port) throws IOException {
    this(port, 64 * 1024);
  }

  /// @param receiveBytes how much the kernel takes for a client that does not read
  RawClient(int port, int receiveBytes) throws IOException {
    socket.setReceiveBufferSize(receiveBytes);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// Goes on over TLS.
  ///
  /// @param protocols offered by ALPN (RFC 7301), none for no offer
  /// @throws IOException when the server refuses the handshake
  RawClient secure(String... protocols) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            ShippedCertificate.trusted()
                .getSocketFactory()
                .createSocket(tcp, "localhost", tcp.getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    socket = secured;
    in = new BufferedInputStream(secured.getInputStream());
    return this;
  }

  boolean isSecure() {
    return socket != tcp;
  }

  /// What ALPN came to, empty when the server chose nothing.
  String protocol() {
    return ((SSLSocket) socket).getApplicationProtocol();
  }

  /// Takes what has piled up in larger steps. Through a window of some kilobytes the kernel lets
  /// megabytes pass at the pace of its timers, which may take minutes.
  void widen() throws IOException {
    tcp.setReceiveBufferSize(1 << 20);
  }

  /// How long a read waits for the next byte.
  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(UTF_8));
  }

  RawClient get(String target, String... headers) throws IOException {
    return send(request("GET", target, headers));
  }

  static String request(String method, String target, String... headers) {
    StringBuilder text =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  @Override
  public Head head() throws IOException {
    String[] status = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.put(
          line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
    }
    return new Head(Integer.parseInt(status[1]), headers);
  }

  /// Content of a response, however it is delimited.
  byte[] body(Head head) throws IOException {
    if (head.header("Transfer-Encoding").equals("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
        all.write(chunk);
      }
      return all.toByteArray();
    }
    String length = head.header("Content-Length");
    return length.isEmpty() ? in.readAllBytes() : bytes(Integer.parseInt(length));
  }

  @Override
  public String text(Head head) throws IOException {
    return new String(body(head), UTF_8);
  }

  /// One chunk (RFC 9112, 7.1); the empty one is the last. Does not wait for the line end behind
  /// it, which Jetty sends together with the next chunk.
  @Override
  public byte[] chunk() throws IOException {
    if (lineEndIsOwed) {
      bytes(2);
    }
    byte[] chunk = bytes(Integer.parseInt(line(), 16));
    lineEndIsOwed = chunk.length > 0;
    if (!lineEndIsOwed) {
      bytes(2);
    }
    return chunk;
  }

  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = octet(); b != '\n'; b = octet()) {
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /// The next octet, -1 when the server has closed the connection.
  int octetOrEnd() throws IOException {
    return in.read();
  }

  @Override
  public int octet() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the server closed the connection");
    }
    return b;
  }

  @Override
  public byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the server closed the connection");
    }
    return bytes;
  }

  /// True when the server has closed the connection, by FIN or RST, and nothing was left to read.
  boolean isAtEnd() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /// Reads what is left until the server closes the connection.
  void drain() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // A reset is an end as well.
    }
  }

  @Override
  public void awaitEnd() {
    drain();
    assertThat(isAtEnd()).as("the server has closed the connection").isTrue();
  }

  /// Leaves with RST.
  void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /// Leaves with FIN.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
