package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.DeliveryCounts;
import twinstream.delivery.Limits;
import twinstream.delivery.Overflow;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;
import twinstream.workload.TokenCorpus;

/// Many streams on one connection of HTTP/2: none may suffer from another.
@ParameterizedClass
@ValueSource(strings = {"sse-h2", "ws-h2"})
class SharedConnectionTest {
  private static final int STREAMS = 100;
  private static final int TOKENS = 40;
  private static final String STALLING = "/stream?tokens=100000&rate=10000&envelope=openai";

  private final String name;
  private @Nullable TwinServer started;

  SharedConnectionTest(String name) {
    this.name = name;
  }

  private TwinServer serve(Limits limits) {
    started = new TwinServer(Transports.named(name), limits, 0, 0).start();
    return started;
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private TestReader open(Http2Client connection, String target) throws IOException {
    return name.equals("sse-h2") ? connection.events(target) : connection.webSocket(target);
  }

  private List<TestReader> openMany(Http2Client connection, int rate) throws IOException {
    List<TestReader> readers = new ArrayList<>();
    for (int seed = 0; seed < STREAMS; seed++) {
      readers.add(
          open(connection, "/stream?tokens=%d&rate=%d&seed=%d".formatted(TOKENS, rate, seed)));
    }
    return readers;
  }

  private static List<String> expected(long seed) {
    Reply reply = new Reply(seed, TOKENS, TokenCorpus.standard());
    ByteBuffer target = ByteBuffer.allocate(1 << 12);
    return IntStream.range(0, TOKENS)
        .mapToObj(index -> {
          Envelope.PLAIN.write(Ascii.of(""), reply.token(index), target.clear());
          return new String(target.array(), 0, target.position(), UTF_8);
        })
        .toList();
  }

  private static void assertWhole(TestReader reader, long seed) throws IOException {
    List<Item> items = reader.opened().rest();
    assertThat(items).first().extracting(Item::kind).isEqualTo(Kind.START);
    assertThat(items).last().extracting(Item::kind).isEqualTo(Kind.DONE);
    assertThat(items.subList(1, items.size() - 1)).extracting(Item::text).isEqualTo(expected(seed));
  }

  @Test
  void givesEachStreamItsOwnTokensOnceAndInOrder() throws IOException {
    TwinServer server = serve(Limits.STANDARD);
    try (var connection = new Http2Client(new RawClient(server.port()))) {
      List<TestReader> readers = openMany(connection, 100);
      for (int seed = 0; seed < STREAMS; seed++) {
        assertWhole(readers.get(seed), seed);
      }
      assertThat(connection.goneAway()).isNegative();
    }
    DeliveryCounts counts = server.replies().counts();
    assertThat(counts.tokens.sum()).isEqualTo((long) STREAMS * TOKENS);
    // What is due in one tick goes out together: far fewer writes than messages.
    assertThat(counts.writes.sum()).isPositive().isLessThan((long) STREAMS * TOKENS / 2);
  }

  @Test
  void touchesNoOtherStreamWhenOneIsReset() throws IOException {
    TwinServer server = serve(Limits.STANDARD);
    DeliveryCounts counts = server.replies().counts();
    try (var connection = new Http2Client(new RawClient(server.port()))) {
      List<TestReader> readers = openMany(connection, 50);
      readers.get(3).opened().must();
      readers.get(3).cancel();
      for (int seed = 0; seed < STREAMS; seed++) {
        if (seed != 3) {
          assertWhole(readers.get(seed), seed);
        }
      }
    }
    eventually("the one is counted as cancelled", () -> counts.cancelled.sum() == 1);
  }

  @Test
  void holdsUpNoOtherStreamWhenOneIsStalledAndCutsItOff() throws IOException {
    TwinServer server = serve(Limits.STANDARD.withOutbox(100, Overflow.DISCONNECT));
    DeliveryCounts counts = server.replies().counts();
    // So little that the kernel's buffers play no part.
    try (var connection = new Http2Client(new RawClient(server.port()), 16 * 1024)) {
      TestReader other =
          open(connection, "/stream?tokens=%d&rate=50&seed=7".formatted(TOKENS)).opened();
      TestReader stalled = open(connection, STALLING).opened();
      stalled.stall();
      assertWhole(other, 7);
      eventually("the stalled one is cut off", () -> counts.overflowed.sum() == 1);
      eventually("its reply is given up", () -> server.replies().alive() == 0);
      stalled.awaitEnd();
      assertThat(counts.wasted.sum()).isEqualTo(100);
      assertWhole(open(connection, "/stream?tokens=%d&rate=0&seed=8".formatted(TOKENS)), 8);
    }
  }

  @Test
  void goesOnWithAStreamWhoseReaderMakesRoomAgain() throws IOException {
    TwinServer server = serve(Limits.STANDARD);
    try (var connection = new Http2Client(new RawClient(server.port()), 200)) {
      TestReader narrow = open(connection, "/stream?tokens=%d&rate=0&seed=9".formatted(TOKENS));
      assertWhole(narrow, 9);
    }
  }

  @Test
  void breaksTheSilenceOfEachStream() throws IOException {
    TwinServer server = serve(Limits.STANDARD.withHeartbeat(Duration.ofMillis(50)));
    try (var connection = new Http2Client(new RawClient(server.port()))) {
      List<TestReader> readers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        readers.add(open(connection, "/idle").opened());
      }
      for (TestReader reader : readers) {
        assertThat(reader.must().kind()).isEqualTo(Kind.HEARTBEAT);
        assertThat(reader.must().kind()).isEqualTo(Kind.HEARTBEAT);
      }
    }
    eventually("none is open", () -> server.replies().counts().open() == 0);
  }

  @Test
  void announcesWhatAWebSocketOnItNeeds() throws IOException {
    TwinServer server = serve(Limits.STANDARD);
    try (var connection = new Http2Client(new RawClient(server.port()))) {
      assertThat(connection.serverSettings())
          .containsEntry(Http2Client.ENABLE_CONNECT_PROTOCOL, 1)
          .containsEntry(Http2Client.MAX_CONCURRENT_STREAMS, Http2Connections.MAX_STREAMS);
    }
  }

  @Test
  void survivesThatManyStreamsAreCancelledOneAfterTheOther() throws IOException {
    TwinServer server = serve(Limits.STANDARD);
    DeliveryCounts counts = server.replies().counts();
    try (var connection = new Http2Client(new RawClient(server.port()))) {
      List<TestReader> readers = openMany(connection, 1);
      for (TestReader reader : readers) {
        reader.opened().must();
      }
      // Fewer than Jetty takes for an attack (64 in a second).
      for (TestReader reader : readers.subList(0, 40)) {
        reader.cancel();
      }
      eventually("they are counted as cancelled", () -> counts.cancelled.sum() == 40);
      eventually("the others are alive", () -> server.replies().alive() == STREAMS - 40);
      assertThat(readers.get(50).must().kind()).isEqualTo(Kind.TOKEN);
      assertThat(connection.goneAway()).isNegative();
    }
  }
}
