package twinstream.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/// Over the one stream of a connection of HTTP/2 (RFC 9113), without flow control: all windows are
/// as wide as they can be.
final class RawHttp2 implements RawExchange {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;
  private static final short INITIAL_WINDOW_SIZE = 4;
  private static final int WIDE = 1 << 30;
  private static final int MOST_BYTES = 16_384;
  private static final int STREAM = 1;
  private static final byte[] NOTHING = {};

  private final Socket socket;
  private final DataInputStream in;
  private String status = "";
  private boolean ended;

  private RawHttp2(int port, Http2Headers request, boolean last) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    try {
      ask(request, last);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void ask(Http2Headers request, boolean last) throws IOException {
    socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    send(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort(INITIAL_WINDOW_SIZE).putInt(WIDE).array());
    send(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(WIDE).array());
    send(HEADERS, END_HEADERS | (last ? END_STREAM : 0), STREAM, encoded(request));
    while (status.isEmpty() && !ended) {
      pump();
    }
    if (!status.equals("200")) {
      throw new IOException("200 was asked for, but the answer is: " + status);
    }
  }

  static RawHttp2 get(int port, String target) throws IOException {
    return new RawHttp2(port, headers("GET", target), true);
  }

  /// The extended CONNECT of RFC 8441, 4.
  static RawHttp2 connect(int port, String target) throws IOException {
    Http2Headers request =
        headers("CONNECT", target)
            .set(Http2Headers.PseudoHeaderName.PROTOCOL.value(), "websocket")
            .set("sec-websocket-version", Upgrade.VERSION);
    return new RawHttp2(port, request, false);
  }

  private static Http2Headers headers(String method, String target) {
    return new DefaultHttp2Headers()
        .method(method)
        .scheme("http")
        .authority("localhost")
        .path(target);
  }

  private static byte[] encoded(Http2Headers headers) {
    ByteBuf block = Unpooled.buffer();
    try {
      new DefaultHttp2HeadersEncoder().encodeHeaders(STREAM, headers, block);
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
    return ByteBufUtil.getBytes(block);
  }

  // In frames that every receiver takes (RFC 9113, 4.2).
  @Override
  public void send(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; from += MOST_BYTES) {
      int length = Math.min(MOST_BYTES, bytes.length - from);
      send(DATA, 0, STREAM, ByteBuffer.allocate(length).put(bytes, from, length).array());
    }
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    socket
        .getOutputStream()
        .write(
            ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
  }

  @Override
  public byte[] next() throws IOException {
    try {
      byte[] data = NOTHING;
      while (data.length == 0 && !ended) {
        data = pump();
      }
      return data;
    } catch (EOFException | SocketException _) {
      return NOTHING;
    }
  }

  // Reads one frame; what it adds to the stream.
  private byte[] pump() throws IOException {
    int lengthAndType = in.readInt();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = new byte[lengthAndType >>> 8];
    in.readFully(payload);
    int type = lengthAndType & 0xFF;
    if (type == SETTINGS && (flags & ACK) == 0) {
      send(SETTINGS, ACK, 0, NOTHING);
    } else if (type == HEADERS && status.isEmpty()) {
      status = status(payload);
    }
    ended |=
        type == GOAWAY
            || (stream == STREAM && (type == RST_STREAM || ends(type) && (flags & END_STREAM) > 0));
    return type == DATA ? payload : NOTHING;
  }

  private static boolean ends(int type) {
    return type == DATA || type == HEADERS;
  }

  private static String status(byte[] block) {
    try {
      var decoder = new DefaultHttp2HeadersDecoder();
      return decoder.decodeHeaders(STREAM, Unpooled.wrappedBuffer(block)).status().toString();
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
