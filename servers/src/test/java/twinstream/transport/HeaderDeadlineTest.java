package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import twinstream.delivery.ConnectionLimits;
import twinstream.delivery.Limits;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;

/// A request that trickles in is cut at its deadline; nothing else is.
@Timeout(30)
class HeaderDeadlineTest {
  private static final Duration DEADLINE = Duration.ofMillis(600);
  private static final Duration DRIP = Duration.ofMillis(100);
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final String SETTINGS = "000000040000000000";
  // The first frame of a header block that goes on, and the head of one that says the same.
  private static final String OPEN_HEADERS = "000001010100000001" + "82";
  private static final String CONTINUATION = "000001090000000001" + "86";

  private @Nullable TwinServer started;

  private int serve(String transport, boolean tls) {
    Limits limits =
        Limits.STANDARD.withConnections(ConnectionLimits.STANDARD.withHeaderDeadline(DEADLINE));
    ServerSettings standard = ServerSettings.STANDARD.withLimits(limits);
    var settings =
        new ServerSettings(
            tls, standard.flush(), standard.precision(), standard.compression(), standard.limits());
    started = new TwinServer(Transports.named(transport), settings, 0, 0).start();
    return started.port();
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private static byte[] bytes(String hexOrText) {
    return hexOrText.startsWith("hex:")
        ? HexFormat.of().parseHex(hexOrText.substring(4))
        : hexOrText.getBytes(US_ASCII);
  }

  // Milliseconds until the server hung up on someone who sends a byte now and then.
  private static long cutAfter(RawClient client, byte[] trickle, int step) {
    long startNanos = System.nanoTime();
    try {
      for (int i = 0; i < 100; i++) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        for (int j = 0; j < step; j++) {
          part.write(trickle[(i * step + j) % trickle.length]);
        }
        client.send(part.toByteArray());
        LockSupport.parkNanos(DRIP.toNanos());
      }
    } catch (IOException _) {
      return (System.nanoTime() - startNanos) / 1_000_000;
    }
    throw new AssertionError("nobody hung up");
  }

  private static void assertCutInTime(long millis) {
    // Two more bytes to find out: the first is answered by a reset.
    assertThat(millis)
        .isBetween(DEADLINE.toMillis() / 2, 3 * DEADLINE.toMillis() / 2 + 10 * DRIP.toMillis());
  }

  @ParameterizedTest
  @CsvSource({
    "sse-h1,false,GET /stream?tokens=1 HTTP/1.1",
    "ws-h1,false,GET /stream?tokens=1 HTTP/1.1",
    "sse-h2,false,PRI * HTTP/2.0",
    "ws-h2,false,GET /stream?tokens=1 HTTP/1.1",
    "raw-tcp,false,hex:000003002f73747265616d",
    "sse-h1,true,hex:160301010001",
    "ws-h2,true,hex:160301010001",
    "raw-tcp,true,hex:160301010001",
  })
  void cutsARequestThatComesByteByByte(String transport, boolean tls, String first)
      throws IOException {
    try (RawClient client = new RawClient(serve(transport, tls))) {
      client.send(bytes(first));
      assertCutInTime(cutAfter(client, new byte[] {'a'}, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"sse-h2", "ws-h2"})
  void cutsHeaderLinesWithoutEnd(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport, false))) {
      client.send(PREFACE).send(HexFormat.of().parseHex(SETTINGS + OPEN_HEADERS));
      byte[] more = HexFormat.of().parseHex(CONTINUATION);
      assertCutInTime(cutAfter(client, more, more.length));
    }
  }

  @ParameterizedTest
  @CsvSource({"sse-h2", "ws-h2"})
  void cutsHeaderLinesWithoutEndOnAConnectionThatHadARequest(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport, false))) {
      // GET /, answered with 404 (RFC 7541, Appendix A).
      String first = "00000d010500000001" + "8286844109" + "6c6f63616c686f7374".substring(0, 16);
      client.send(PREFACE).send(HexFormat.of().parseHex(SETTINGS + first.replace("4109", "4108")));
      String third = OPEN_HEADERS.replace("00000001", "00000003");
      client.send(HexFormat.of().parseHex(third));
      byte[] more = HexFormat.of().parseHex(CONTINUATION.replace("00000001", "00000003"));
      assertCutInTime(cutAfter(client, more, more.length));
    }
  }

  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void cutsAConnectionThatSaysNothing(Transport transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport.name(), false))) {
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void cutsALaterRequestToo() throws IOException {
    try (RawClient client = new RawClient(serve("sse-h1", false))) {
      client.body(client.get("/stream?tokens=1&rate=0").head());
      client.send("GET /stre");
      assertCutInTime(cutAfter(client, new byte[] {'a'}, 1));
    }
  }

  @Test
  void leavesAConnectionAloneBetweenTwoRequests() throws IOException {
    try (RawClient client = new RawClient(serve("sse-h1", false))) {
      client.body(client.get("/stream?tokens=1&rate=0").head());
      LockSupport.parkNanos(3 * DEADLINE.toNanos());
      assertThat(client.get("/stream?tokens=1&rate=0").head().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"sse-h1", "ws-h1"})
  void leavesAnOpenStreamAlone(String transport) throws IOException {
    int port = serve(transport, false);
    // Two seconds: more than three times the deadline.
    try (TestReader reader =
        TestReader.open(Transports.named(transport), port, "/stream?tokens=21&rate=10")) {
      assertThat(reader.rest()).hasSize(1 + 21 + 1);
    }
  }

  @Test
  void leavesAnOpenStreamOfHttp2Alone() throws Exception {
    try (var client = new Http2TestClient(serve("sse-h2", false))) {
      assertThat(client.get("/stream?tokens=21&rate=10").content()).contains("[DONE]");
    }
  }
}
