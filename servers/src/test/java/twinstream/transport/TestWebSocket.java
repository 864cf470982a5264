package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The client's side of RFC 6455, frame by frame, so that a test can send what no library would.
final class TestWebSocket implements TestReader {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int FIN = 0x80;

  // Key and accept of RFC 6455, 1.3.
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  static final String[] UPGRADE = {
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: " + KEY
  };
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  /// @param opcode with the bits FIN and RSV
  record Frame(int opcode, byte[] payload) {
    String text() {
      return new String(payload, UTF_8);
    }

    /// Status of a close frame.
    int status() {
      assertThat(opcode).isEqualTo(FIN | CLOSE);
      return ByteBuffer.wrap(payload).getShort();
    }
  }

  private final RawClient client;
  private final Exchange exchange;
  private RawClient.@Nullable Head head;

  TestWebSocket(RawClient client) {
    this(client, client);
  }

  TestWebSocket(Exchange exchange, RawClient client) {
    this.exchange = exchange;
    this.client = client;
  }

  @Override
  public Answer answer() throws IOException {
    return Answer.of(exchange);
  }

  @Override
  public TestWebSocket opened() throws IOException {
    head = exchange.head();
    if (exchange == client) {
      assertThat(head.status()).isEqualTo(101);
      assertThat(head.header("Sec-WebSocket-Accept")).isEqualTo(ACCEPT);
    } else {
      assertThat(head.status()).isEqualTo(200);
    }
    return this;
  }

  @Override
  public void cancel() throws IOException {
    if (exchange instanceof Http2Stream stream) {
      stream.cancel();
    } else {
      TestReader.super.cancel();
    }
  }

  @Override
  public void stall() {
    if (exchange instanceof Http2Stream stream) {
      stream.stall();
    } else {
      TestReader.super.stall();
    }
  }

  @Override
  public void awaitEnd() {
    exchange.awaitEnd();
  }

  static TestWebSocket open(int port, String target, String... more) throws IOException {
    RawClient client = new RawClient(port);
    TestReader.knock(Transports.named("ws-h1"), client, target, more);
    return new TestWebSocket(client).opened();
  }

  @Override
  public RawClient client() {
    return client;
  }

  RawClient.Head head() {
    return Objects.requireNonNull(head, "not opened");
  }

  void say(String text) throws IOException {
    send(FIN | TEXT, text.getBytes(UTF_8));
  }

  /// Sends bytes as they are.
  void sendRaw(byte[] bytes) throws IOException {
    exchange.send(bytes);
  }

  /// Sends a masked frame.
  void send(int opcode, byte[] payload) throws IOException {
    exchange.send(masked(opcode, payload));
  }

  static byte[] masked(int opcode, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(0x80 | 126);
      frame.write(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(0x80 | 127);
      frame.write(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    frame.write(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    return frame.toByteArray();
  }

  Frame frame() throws IOException {
    int opcode = exchange.octet();
    int length = exchange.octet();
    assertThat(length).as("length of an unmasked frame").isLessThanOrEqualTo(127);
    if (length == 126) {
      length = ByteBuffer.wrap(exchange.bytes(2)).getShort() & 0xFFFF;
    } else if (length == 127) {
      length = Math.toIntExact(ByteBuffer.wrap(exchange.bytes(8)).getLong());
    }
    return new Frame(opcode, exchange.bytes(length));
  }

  /// The status of the close frame that comes next, pings and messages aside.
  int closeStatus() throws IOException {
    Frame frame = frame();
    while (frame.opcode() != (FIN | CLOSE)) {
      frame = frame();
    }
    return frame.status();
  }

  // A conversation goes on behind a reply: it is the reader who ends it.
  @Override
  public void end() throws IOException {
    send(FIN | CLOSE, new byte[0]);
    TestReader.super.end();
  }

  @Override
  public @Nullable Item next() throws IOException {
    Frame frame = frame();
    return switch (frame.opcode()) {
      case FIN | TEXT -> {
        String text = frame.text();
        yield text.startsWith("{\"type\":\"error\"")
            ? new Item(Kind.FAILURE, "", text, System.nanoTime())
            : Item.of("", text);
      }
      case FIN | PING -> new Item(Kind.HEARTBEAT, "", "", System.nanoTime());
      case FIN | CLOSE -> null;
      default ->
          throw new AssertionError("unexpected opcode " + Integer.toHexString(frame.opcode()));
    };
  }
}
