package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.ConnectionLimits;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.Http2TestClient.Exchange;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// A server that stops says so to everybody who listens, and waits for nobody who does not.
@Timeout(30)
class GracefulStopTest {
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final String ENDLESS = "/stream?tokens=100000&rate=20";

  private @Nullable TwinServer started;
  private @Nullable Thread stopping;

  private TwinServer serve(String transport) {
    Limits limits = Limits.STANDARD.withConnections(ConnectionLimits.STANDARD.withDrain(DRAIN));
    started = new TwinServer(Transports.named(transport), limits, 0, 0).start();
    return started;
  }

  private void beginToStop(TwinServer server) {
    stopping = Thread.ofPlatform().start(server::stopGracefully);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (stopping != null) {
      assertThat(stopping.join(DRAIN.multipliedBy(3))).as("it has stopped in time").isTrue();
    }
    if (started != null) {
      started.close();
    }
  }

  private static Item last(TestReader reader) throws Exception {
    Item last = reader.must();
    while (last.kind() == Kind.START
        || last.kind() == Kind.TOKEN
        || last.kind() == Kind.HEARTBEAT) {
      last = reader.must();
    }
    return last;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1"})
  void endsASilentStreamAtOnceWithTheReason(String transport) throws Exception {
    TwinServer server = serve(transport);
    try (TestReader reader = TestReader.open(Transports.named(transport), server.port(), "/idle")) {
      eventually("it is open", () -> server.replies().counts().open() == 1);
      long startNanos = System.nanoTime();
      beginToStop(server);
      Item last = last(reader);
      assertThat(last.kind()).isEqualTo(Kind.FAILURE);
      assertThat(last.text()).contains("going-away");
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(DRAIN.dividedBy(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1"})
  void endsAReplyThatIsTooLongWithTheReason(String transport) throws Exception {
    TwinServer server = serve(transport);
    try (TestReader reader = TestReader.open(Transports.named(transport), server.port(), ENDLESS)) {
      reader.must();
      beginToStop(server);
      assertThat(last(reader).text()).contains("going-away");
      if (reader instanceof TestWebSocket socket) {
        assertThat(socket.closeStatus()).isEqualTo(1001);
      }
    }
  }

  // Bytes that nobody took would reset the connection, and the sentence with it.
  @Test
  void stillHearsAReaderWhomItHasTold() throws Exception {
    TwinServer server = serve("ws-h1");
    try (TestWebSocket busy = TestWebSocket.open(server.port(), ENDLESS);
        TestWebSocket silent = TestWebSocket.open(server.port(), "/idle")) {
      busy.must();
      beginToStop(server);
      assertThat(silent.closeStatus()).isEqualTo(1001);
      silent.say("{\"type\":\"ask\",\"tokens\":3}");
      silent.send(TestWebSocket.FIN | TestWebSocket.CLOSE, new byte[] {3, (byte) 0xE9});
      assertThat(silent.client().octetOrEnd()).isEqualTo(-1);
    }
  }

  @Test
  void waitsForNobodyWhoAnswersNothing() throws Exception {
    TwinServer server = serve("ws-h1");
    try (TestWebSocket silent = TestWebSocket.open(server.port(), "/idle")) {
      var open = server.registry().get("connection.open").gauge();
      server.replies().endIdleStreams();
      assertThat(silent.closeStatus()).isEqualTo(1001);
      assertThat(open.value()).isOne();
      eventually("it is cut", () -> open.value() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1"})
  void letsAReplyFinishThatCan(String transport) throws Exception {
    TwinServer server = serve(transport);
    String target = "/stream?tokens=15&rate=20";
    try (TestReader reader = TestReader.open(Transports.named(transport), server.port(), target)) {
      reader.must();
      beginToStop(server);
      assertThat(last(reader).kind()).isEqualTo(Kind.DONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "sse-h2", "ws-h1"})
  void refusesRequestsMeanwhile(String transport) throws Exception {
    TwinServer server = serve(transport);
    try (RawClient busy = new RawClient(server.port());
        RawClient late = new RawClient(server.port());
        RawClient health = new RawClient(server.port())) {
      TestReader.head(transport, busy, ENDLESS);
      beginToStop(server);
      RawClient.Head healthy = health.get("/health").head();
      while (healthy.status() == 200) {
        health.body(healthy);
        healthy = health.get("/health").head();
      }
      assertThat(health.text(healthy)).isEqualTo("draining\n");
      RawClient.Head head = TestReader.head(transport, late, "/stream?tokens=1");
      assertThat(head.status()).isEqualTo(503);
      assertThat(late.text(head)).startsWith("this server is stopping");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/idle", ENDLESS})
  void tellsAReaderOfTheControl(String target) throws Exception {
    TwinServer server = serve("raw-tcp");
    try (RawClient client = new RawClient(server.port())) {
      client.send(ByteBuffer.allocate(4).putInt(target.length()).array()).send(target);
      eventually("it is open", () -> server.replies().counts().open() == 1);
      beginToStop(server);
      String text = "";
      while (!text.contains("going-away")) {
        text = new String(client.bytes(ByteBuffer.wrap(client.bytes(4)).getInt()));
      }
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h2", "ws-h2"})
  void tellsReadersOfHttp2(String transport) throws Exception {
    TwinServer server = serve(transport);
    try (var client = new Http2TestClient(server.port())) {
      Exchange stream =
          transport.equals("sse-h2") ? client.get(ENDLESS) : client.webSocket(ENDLESS);
      assertThat(stream.status()).isEqualTo(200);
      beginToStop(server);
      client.goAway.get(5, TimeUnit.SECONDS);
      eventually("the reason", () -> stream.text().contains("going-away"));
    }
  }

  @Test
  void waitsForNobodyWhoReadsNothing() throws Exception {
    TwinServer server = serve("sse-h1");
    try (RawClient stalled = new RawClient(server.port(), 4096)) {
      stalled.get("/stream?tokens=100000&rate=0&envelope=openai");
      eventually("it hangs", () -> server.replies().counts().tokens.sum() > 1000);
      beginToStop(server);
      stop();
      assertThat(server.replies().alive()).isZero();
    }
  }
}
