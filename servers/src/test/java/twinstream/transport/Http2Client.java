package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/// The client's side of RFC 9113, frame by frame, over one connection. Reads only while somebody
/// waits for something: a test that does not read is a reader that does not.
///
/// Jetty's decoder of header blocks aside, it shares no code with the server.
final class Http2Client implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int ENABLE_CONNECT_PROTOCOL = 8;

  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int USUAL_WINDOW = 8 * 1024 * 1024;
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  private final RawClient client;
  private final int streamWindow;
  private final HpackDecoder decoder = new HpackDecoder(MAX_HEADER_BYTES, System::nanoTime);
  private final Map<Integer, Http2Stream> streams = new HashMap<>();
  private final Map<Integer, Integer> serverSettings = new HashMap<>();
  private int lastId = -1;
  private int goneAway = -1;
  private boolean settled;

  Http2Client(RawClient client) throws IOException {
    this(client, USUAL_WINDOW);
  }

  /// @param streamWindow bytes that the server may send on a stream before it is told of more
  Http2Client(RawClient client, int streamWindow) throws IOException {
    this.client = client;
    this.streamWindow = streamWindow;
    client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    send(
        SETTINGS,
        0,
        0,
        ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW_SIZE).putInt(streamWindow).array());
    // More than any test reads.
    widen(0, 1 << 30);
  }

  RawClient client() {
    return client;
  }

  /// Asks for an event stream.
  EventStream events(String target, String... headers) throws IOException {
    return new EventStream(get(target, headers), client);
  }

  /// Asks for a WebSocket.
  TestWebSocket webSocket(String target, String... headers) throws IOException {
    return new TestWebSocket(connect(target, headers), client);
  }

  /// Sends a request that has no content.
  Http2Stream get(String target, String... headers) throws IOException {
    return request("GET", target, true, headers);
  }

  /// Sends the extended CONNECT of RFC 8441, 4.
  Http2Stream connect(String target, String... headers) throws IOException {
    String[] all = new String[headers.length + 2];
    all[0] = ":protocol: websocket";
    all[1] = "sec-websocket-version: 13";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return request("CONNECT", target, false, all);
  }

  Http2Stream request(String method, String target, boolean ends, String... headers)
      throws IOException {
    var block = new ByteArrayOutputStream();
    field(block, ":method", method);
    field(block, ":scheme", client.isSecure() ? "https" : "http");
    field(block, ":authority", "localhost");
    field(block, ":path", target);
    for (String header : headers) {
      int colon = header.indexOf(':', 1);
      field(
          block,
          header.substring(0, colon).toLowerCase(Locale.ROOT),
          header.substring(colon + 1).strip());
    }
    lastId += 2;
    Http2Stream stream = new Http2Stream(this, lastId, streamWindow);
    streams.put(lastId, stream);
    send(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), lastId, block.toByteArray());
    return stream;
  }

  // A literal without indexing and without Huffman code (RFC 7541, 6.2.2).
  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    string(block, name);
    string(block, value);
  }

  private static void string(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int left = bytes.length - 127;
      for (; left >= 128; left >>= 7) {
        block.write(left & 0x7F | 0x80);
      }
      block.write(left);
    }
    block.writeBytes(bytes);
  }

  void send(int type, int flags, int stream, byte[] payload) throws IOException {
    client.send(
        ByteBuffer.allocate(9 + payload.length)
            .putInt(payload.length << 8 | type)
            .put((byte) flags)
            .putInt(stream)
            .put(payload)
            .array());
  }

  /// Lets the server send so many bytes more on a stream, or on all of them together (0).
  void widen(int stream, int bytes) throws IOException {
    send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  /// The settings that the server has announced.
  Map<Integer, Integer> serverSettings() throws IOException {
    while (!settled) {
      pump();
    }
    return Map.copyOf(serverSettings);
  }

  /// The error code of the server's GOAWAY, -1 while there is none.
  int goneAway() {
    return goneAway;
  }

  /// Reads one frame and gives it to its stream.
  void pump() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(client.bytes(9));
    int lengthAndType = head.getInt();
    int flags = head.get();
    int id = head.getInt();
    ByteBuffer payload = ByteBuffer.wrap(client.bytes(lengthAndType >>> 8));
    switch (lengthAndType & 0xFF) {
      case DATA -> data(stream(id), flags, payload);
      case HEADERS -> headers(stream(id), flags, payload);
      case RST_STREAM -> stream(id).wasReset(payload.getInt());
      case SETTINGS -> settings(flags, payload);
      case PING -> {
        if ((flags & ACK) == 0) {
          send(PING, ACK, 0, payload.array());
        }
      }
      case GOAWAY -> goneAway = payload.getInt(4);
      default -> {}
    }
  }

  private Http2Stream stream(int id) {
    return Objects.requireNonNull(streams.get(id), "a frame of a stream that nobody opened");
  }

  private static void data(Http2Stream stream, int flags, ByteBuffer payload) throws IOException {
    stream.add(payload.array(), (flags & END_STREAM) != 0);
  }

  private void headers(Http2Stream stream, int flags, ByteBuffer payload) {
    assertThat(flags & END_HEADERS).as("a head in one frame").isNotZero();
    try {
      stream.begins((MetaData.Response) decoder.decode(payload), (flags & END_STREAM) != 0);
    } catch (HpackException e) {
      throw new AssertionError(e);
    }
  }

  private void settings(int flags, ByteBuffer payload) throws IOException {
    if ((flags & ACK) != 0) {
      return;
    }
    while (payload.hasRemaining()) {
      serverSettings.put((int) payload.getShort(), payload.getInt());
    }
    settled = true;
    send(SETTINGS, ACK, 0, new byte[0]);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
