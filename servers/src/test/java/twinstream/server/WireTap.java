package twinstream.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import twinstream.transport.Transport;

/// Opens a stream of any transport over a plain socket and hears the bytes of it, cleartext, up to
/// the framing of each message. Written from the standards, and sharing no code with the servers.
final class WireTap implements AutoCloseable {
  /// What one message took on the wire.
  ///
  /// @param text what the transport carries: an event with its lines, or a message's own text
  /// @param bytes in all, the framing around the text included
  record Framed(String text, int bytes) {}

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int HEADERS = 1;
  private static final int END_HEADERS = 4;
  private static final int SETTINGS = 4;
  private static final int ACK = 1;
  private static final int FRAME_HEAD_BYTES = 9;

  /// Stands for a length of two bytes that follows (RFC 6455, 5.2).
  private static final int LONGER = 126;

  private static final String UPGRADE =
      """
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\
      """;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final String transport;

  WireTap(Transport transport, int port, String target) throws IOException {
    this.transport = transport.name();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = socket.getInputStream();
    switch (this.transport) {
      case "sse-h1" -> first(target, "Accept: text/event-stream", 200);
      case "ws-h1" -> first(target, UPGRADE, 101);
      case "sse-h2" -> second(":method", "GET", ":scheme", "http", ":path", target);
      case "ws-h2" ->
          second(
              ":method",
              "CONNECT",
              ":protocol",
              "websocket",
              ":scheme",
              "http",
              ":path",
              target,
              "sec-websocket-version",
              "13");
      case "raw-tcp" -> send(ByteBuffer.allocate(4).putInt(target.length()).array(), ascii(target));
      default -> throw new AssertionError("no tap for " + transport.name());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private void send(byte[]... parts) throws IOException {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    socket.getOutputStream().write(all.toByteArray());
  }

  private void first(String target, String headers, int status) throws IOException {
    send(ascii("GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n".formatted(target, headers)));
    if (!line().startsWith("HTTP/1.1 " + status)) {
      throw new IOException("refused");
    }
    while (!line().isEmpty()) {
      // No header tells anything that is needed here.
    }
  }

  // RFC 9113, 3.4 and 8.3; fields as RFC 7541, 6.2.2 has them without index and Huffman code.
  private void second(String... fields) throws IOException {
    var block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      for (int part = i; part < i + 2; part++) {
        block.write(fields[part].length());
        block.write(ascii(fields[part]));
      }
    }
    boolean get = fields[1].equals("GET");
    send(
        ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        frame(SETTINGS, 0, 0, new byte[0]),
        frame(HEADERS, END_HEADERS + (get ? 1 : 0), 1, block.toByteArray()));
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(FRAME_HEAD_BYTES + payload.length)
        .putInt(payload.length << 8 | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /// The next message.
  Framed next() throws IOException {
    return switch (transport) {
      case "sse-h1" -> chunk();
      case "ws-h1" -> message();
      case "sse-h2" -> {
        byte[] data = data();
        yield new Framed(new String(data, ISO_8859_1), FRAME_HEAD_BYTES + data.length);
      }
      case "ws-h2" -> tunnelled();
      default -> {
        int length = ByteBuffer.wrap(bytes(4)).getInt();
        yield new Framed(new String(bytes(length), ISO_8859_1), 4 + length);
      }
    };
  }

  private Framed chunk() throws IOException {
    String size = line();
    byte[] chunk = bytes(Integer.parseInt(size, 16));
    bytes(2);
    return new Framed(new String(chunk, ISO_8859_1), size.length() + 2 + chunk.length + 2);
  }

  // RFC 6455, 5.2: a server's frame, not masked.
  private Framed message() throws IOException {
    byte[] head = bytes(2);
    return head[1] == LONGER
        ? message(4, ByteBuffer.wrap(bytes(2)).getShort())
        : message(2, head[1]);
  }

  private Framed message(int head, int length) throws IOException {
    return new Framed(new String(bytes(length), ISO_8859_1), head + length);
  }

  // One frame of WebSocket in each frame of HTTP/2.
  private Framed tunnelled() throws IOException {
    byte[] data = data();
    int head = data[1] == LONGER ? 4 : 2;
    return new Framed(
        new String(data, head, data.length - head, ISO_8859_1), FRAME_HEAD_BYTES + data.length);
  }

  private byte[] data() throws IOException {
    while (true) {
      ByteBuffer head = ByteBuffer.wrap(bytes(FRAME_HEAD_BYTES));
      int lengthAndType = head.getInt();
      byte[] payload = bytes(lengthAndType >>> 8);
      int type = lengthAndType & 0xff;
      if (type == 0 && payload.length > 0) {
        return payload;
      }
      if (type == SETTINGS && (head.get() & ACK) == 0) {
        send(frame(SETTINGS, ACK, 0, new byte[0]));
      }
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (byte b = bytes(1)[0]; b != '\n'; b = bytes(1)[0]) {
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the server closed the connection");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
