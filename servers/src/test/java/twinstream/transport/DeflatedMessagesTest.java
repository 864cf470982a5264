package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.compression.DeflaterPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.workload.Envelope;

/// WebSocket messages under `permessage-deflate`, over a live server.
class DeflatedMessagesTest {
  private static final int RSV1 = 0x40;
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

  private final AtomicInteger inUse = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private TwinServer server = server(Compression.OFF);

  private TwinServer server(Compression compression) {
    var components = DeflateOffer.components(new CountedDeflaters());
    // A transport that compresses so already stays as it is, and its compressors can be counted.
    var transport = new WebSocketTransport("ws-h1", HttpVersion.HTTP_1_1, compression, components);
    return new TwinServer(
        transport, ServerSettings.of(List.of("compression=" + compression)), 0, 0);
  }

  private final class CountedDeflaters extends DeflaterPool {
    CountedDeflaters() {
      super(0, Deflater.DEFAULT_COMPRESSION, true);
    }

    @Override
    protected Deflater newPooled() {
      inUse.incrementAndGet();
      made.incrementAndGet();
      return super.newPooled();
    }

    @Override
    protected void end(Deflater deflater) {
      inUse.decrementAndGet();
      super.end(deflater);
    }
  }

  private int serve(Compression compression) {
    server = server(compression).start();
    return server.port();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static String inflate(Inflater inflater, byte[] payload) throws DataFormatException {
    byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
    System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
    inflater.setInput(whole);
    var text = new ByteArrayOutputStream();
    byte[] piece = new byte[4096];
    for (int n = inflater.inflate(piece); n > 0; n = inflater.inflate(piece)) {
      text.write(piece, 0, n);
    }
    return text.toString(UTF_8);
  }

  // A whole message of its own, its last empty block left out (RFC 7692, 7.2.1).
  private static byte[] deflate(byte[] message) {
    var deflater = new Deflater(9, true);
    deflater.setInput(message);
    byte[] deflated = new byte[message.length + 64];
    int length = deflater.deflate(deflated, 0, deflated.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(deflated, length - TAIL.length);
  }

  private static List<String> plain(TestWebSocket socket) throws IOException {
    List<String> texts = new ArrayList<>();
    do {
      TestWebSocket.Frame frame = socket.frame();
      assertThat(frame.opcode()).isEqualTo(TestWebSocket.FIN | TestWebSocket.TEXT);
      texts.add(frame.text());
    } while (!texts.getLast().equals("[DONE]"));
    return texts;
  }

  /// Each message inflated from its own frame alone, with what came before it as context or not.
  private static List<String> inflated(TestWebSocket socket, boolean reset) throws Exception {
    List<String> texts = new ArrayList<>();
    var inflater = new Inflater(true);
    do {
      TestWebSocket.Frame frame = socket.frame();
      assertThat(frame.opcode()).isEqualTo(TestWebSocket.FIN | RSV1 | TestWebSocket.TEXT);
      texts.add(inflate(inflater, frame.payload()));
      if (reset) {
        inflater.reset();
      }
    } while (!texts.getLast().equals("[DONE]"));
    inflater.end();
    return texts;
  }

  private static void assertSame(List<String> inflated, List<String> plain) {
    // The control record tells when the reply began, which is never the same.
    assertThat(inflated.getFirst()).startsWith("{\"reply\":\"mine\"");
    assertThat(inflated.subList(1, inflated.size())).isEqualTo(plain.subList(1, plain.size()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"DEFLATE", "DEFLATE_RESET"})
  void sendsEachMessageSoThatItCanBeInflatedAtOnce(Compression compression) throws Exception {
    int port = serve(compression);
    for (Envelope envelope : Envelope.values()) {
      String target =
          "/stream?tokens=3000&pacing=flood&rate=0&seed=7&reply=mine&envelope="
              + envelope.wireName();
      try (var socket = TestWebSocket.open(port, target, OFFER)) {
        var inflated = inflated(socket, compression == Compression.DEFLATE_RESET);
        eventually("the id is free", () -> server.replies().alive() == 0);
        try (var other = TestWebSocket.open(port, target)) {
          assertSame(inflated, plain(other));
        }
      }
      eventually("the id is free", () -> server.replies().alive() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"DEFLATE", "DEFLATE_RESET"})
  void keepsALongFloodExact(Compression compression) throws Exception {
    int port = serve(compression);
    String target = "/stream?tokens=100000&pacing=flood&rate=0&seed=3&reply=mine";
    List<String> inflated;
    try (var socket = TestWebSocket.open(port, target, OFFER)) {
      inflated = inflated(socket, compression == Compression.DEFLATE_RESET);
    }
    eventually("the id is free", () -> server.replies().alive() == 0);
    try (var socket = TestWebSocket.open(port, target)) {
      assertSame(inflated, plain(socket));
    }
  }

  @Test
  void usesTheContextOfEarlierMessagesOnlyWithTakeOver() throws Exception {
    assertThat(bytesOf(Compression.DEFLATE)).isLessThan(bytesOf(Compression.DEFLATE_RESET) * 2 / 3);
  }

  private int bytesOf(Compression compression) throws IOException {
    int port = serve(compression);
    int bytes = 0;
    try (var socket = TestWebSocket.open(port, "/stream?tokens=500&rate=0&close=true", OFFER)) {
      for (int i = 0; i < 502; i++) {
        bytes += socket.frame().payload().length;
      }
    }
    server.close();
    return bytes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate                                                | permessage-deflate",
        "permessage-deflate; client_max_window_bits                        | permessage-deflate",
        "permessage-deflate; client_max_window_bits=10                     | permessage-deflate",
        "permessage-deflate; client_no_context_takeover                    | permessage-deflate;client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover                    | permessage-deflate;server_no_context_takeover",
        "permessage-deflate; server_max_window_bits=10                     | ''",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
        "permessage-deflate; nonsense                                      | ''",
        "permessage-deflate; server_no_context_takeover=1                  | ''",
        "permessage-deflate, permessage-deflate                            | permessage-deflate",
        "fragment; maxLength=1                                             | ''",
        "permessage-bzip2                                                  | ''",
      })
  void agreesOnTheFirstOfferThatItCanKeep(String offer, String agreed) throws IOException {
    int port = serve(Compression.DEFLATE);
    try (var socket = TestWebSocket.open(port, "/idle", "Sec-WebSocket-Extensions: " + offer)) {
      assertThat(socket.head().header("Sec-WebSocket-Extensions")).isEqualTo(agreed);
    }
  }

  @Test
  void saysThatItBeginsEachMessageAfresh() throws IOException {
    int port = serve(Compression.DEFLATE_RESET);
    try (var socket = TestWebSocket.open(port, "/idle", OFFER)) {
      assertThat(socket.head().header("Sec-WebSocket-Extensions"))
          .isEqualTo("permessage-deflate;server_no_context_takeover");
    }
  }

  @Test
  void understandsACompressedMessageAsLongAsAnyOther() throws Exception {
    int port = serve(Compression.DEFLATE);
    try (var socket = TestWebSocket.open(port, "/stream", OFFER)) {
      String cancel = "{\"type\":\"cancel\",\"reply\":\"%s\"}".formatted("x".repeat(65_000));
      socket.send(TestWebSocket.FIN | RSV1 | TestWebSocket.TEXT, deflate(cancel.getBytes(UTF_8)));
      byte[] ask = deflate("{\"type\":\"ask\",\"tokens\":3,\"rate\":0}".getBytes(UTF_8));
      socket.send(RSV1 | TestWebSocket.TEXT, Arrays.copyOf(ask, 9));
      socket.send(
          TestWebSocket.FIN | TestWebSocket.CONTINUATION, Arrays.copyOfRange(ask, 9, ask.length));
      assertThat(inflated(socket, false)).hasSize(1 + 3 + 1);
    }
  }

  /// 8 MiB in 8 kB: the server must close without ever holding them.
  @Test
  void closesOnABombThatItNeverHolds() throws IOException {
    int port = serve(Compression.DEFLATE);
    byte[] bomb = deflate(" ".repeat(8 << 20).getBytes(UTF_8));
    assertThat(bomb).hasSizeLessThan(9_000);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var socket = TestWebSocket.open(port, "/stream", OFFER)) {
      long beforeBytes = threads.getTotalThreadAllocatedBytes();
      socket.send(TestWebSocket.FIN | RSV1 | TestWebSocket.TEXT, bomb);
      assertThat(socket.closeStatus()).isEqualTo(1009);
      assertThat(threads.getTotalThreadAllocatedBytes() - beforeBytes).isLessThan(4 << 20);
    }
  }

  @Test
  void closesOnBytesThatCantBeInflated() throws IOException {
    int port = serve(Compression.DEFLATE);
    try (var socket = TestWebSocket.open(port, "/stream", OFFER)) {
      socket.send(TestWebSocket.FIN | RSV1 | TestWebSocket.TEXT, new byte[] {7, 7, 7, 7});
      assertThat(socket.closeStatus()).isEqualTo(1007);
    }
  }

  @Test
  void closesOnACompressedMessageThatWasNotAgreedOn() throws IOException {
    int port = serve(Compression.DEFLATE);
    try (var socket = TestWebSocket.open(port, "/stream")) {
      socket.send(TestWebSocket.FIN | RSV1 | TestWebSocket.TEXT, deflate(new byte[] {'{'}));
      assertThat(socket.closeStatus()).isEqualTo(1002);
    }
  }

  @Test
  void freesItsCompressorsWhenReadersLeave() throws IOException {
    int port = serve(Compression.DEFLATE);
    List<TestWebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      var socket = TestWebSocket.open(port, "/stream?tokens=10000&rate=200", OFFER);
      sockets.add(socket);
      assertThat(socket.frame().payload()).isNotEmpty();
    }
    assertThat(inUse.get()).isEqualTo(20);
    for (TestWebSocket socket : sockets) {
      socket.client().reset();
    }
    eventually("no compressor is in use", () -> inUse.get() == 0);
  }

  @Test
  void hasACompressorOnlyWhileAMessageIsCompressedWithoutTakeOver() throws Exception {
    int port = serve(Compression.DEFLATE_RESET);
    try (var socket = TestWebSocket.open(port, "/stream?tokens=20&rate=500", OFFER)) {
      assertThat(inflated(socket, true)).hasSize(1 + 20 + 1);
      socket.send(TestWebSocket.FIN | TestWebSocket.CLOSE, new byte[] {0x03, (byte) 0xE8});
      assertThat(socket.closeStatus()).isEqualTo(1000);
      eventually("no compressor is in use", () -> inUse.get() == 0);
      assertThat(made.get()).isEqualTo(1 + 20 + 1);
    }
  }

  @Test
  void hasNoCompressorForASilentStream() throws IOException {
    int port = serve(Compression.DEFLATE);
    try (var socket = TestWebSocket.open(port, "/idle", OFFER)) {
      socket.send(TestWebSocket.FIN | TestWebSocket.PING, new byte[0]);
      assertThat(socket.frame().opcode()).isEqualTo(TestWebSocket.FIN | TestWebSocket.PONG);
      assertThat(inUse.get()).isZero();
    }
  }
}
