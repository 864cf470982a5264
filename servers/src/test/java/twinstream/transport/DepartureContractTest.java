package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.Eventually.within;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.DeliveryCounts;
import twinstream.delivery.Limits;
import twinstream.delivery.Overflow;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// Silence, readers who leave, readers who don't read, and servers that stop: alike on every
/// transport.
@ParameterizedClass
@FieldSource("twinstream.transport.Mount#ALL")
class DepartureContractTest {
  private static final Duration PROMPTLY = Duration.ofSeconds(1);
  private final Mount mount;
  private TwinServer server;

  DepartureContractTest(Mount mount) {
    this.mount = mount;
    server = mount.server(Limits.STANDARD).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void serve(Limits limits) {
    server.close();
    server = mount.server(limits).start();
  }

  private TestReader open(String target) throws IOException {
    return mount.open(server.port(), target);
  }

  private DeliveryCounts counts() {
    return server.replies().counts();
  }

  @Test
  void isSilentButForHeartbeats() throws IOException {
    serve(Limits.STANDARD.withHeartbeat(Duration.ofMillis(50)));
    try (TestReader reader = open("/idle")) {
      for (int i = 0; i < 4; i++) {
        assertThat(reader.must().kind()).isEqualTo(Kind.HEARTBEAT);
      }
    }
  }

  @Test
  void sendsHeartbeatsIntoTheSilenceOfASlowReply() throws IOException {
    serve(Limits.STANDARD.withHeartbeat(Duration.ofMillis(50)));
    try (TestReader reader = open("/stream?tokens=1&first=300")) {
      assertThat(reader.rest())
          .extracting(Item::kind)
          .startsWith(Kind.START, Kind.HEARTBEAT)
          .endsWith(Kind.TOKEN, Kind.DONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/idle", "/stream?tokens=100&rate=1", "/stream?tokens=1&first=600000"})
  void noticesPromptlyThatAReaderLeft(String target) throws IOException {
    TestReader reader = open(target);
    eventually("the stream is open", () -> counts().open() == 1);
    reader.close();
    within(PROMPTLY, "the stream is counted as cancelled", () -> counts().cancelled.sum() == 1);
    within(PROMPTLY, "no reply is alive", () -> server.replies().alive() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/idle", "/stream?tokens=100&rate=1"})
  void noticesPromptlyThatAReaderResetTheConnection(String target) throws IOException {
    TestReader reader = open(target);
    eventually("the stream is open", () -> counts().open() == 1);
    reader.client().reset();
    within(PROMPTLY, "the stream is counted as cancelled", () -> counts().cancelled.sum() == 1);
    within(PROMPTLY, "no reply is alive", () -> server.replies().alive() == 0);
  }

  @Test
  void countsAReaderWhoLeavesAfterItsReplyAsCompleted() throws IOException {
    try (TestReader reader = open("/stream?tokens=3&rate=1000")) {
      assertThat(reader.rest()).hasSize(1 + 3 + 1);
    }
    within(PROMPTLY, "the stream is counted as completed", () -> counts().completed.sum() == 1);
    assertThat(counts().cancelled.sum()).isZero();
  }

  @Test
  void producesNothingForAReaderWhoLeftAmidAFlood() throws IOException {
    TestReader reader = open("/stream?tokens=100000&pacing=flood");
    reader.must();
    reader.client().reset();
    within(PROMPTLY, "no stream is open", () -> counts().open() == 0);
    assertThat(counts().completed.sum()).isZero();
  }

  @Test
  void cutsOffAReaderWhoDoesNotReadAndHarmsNoOther() throws IOException {
    serve(Limits.STANDARD.withOutbox(100, Overflow.DISCONNECT));
    String fast = "/stream?tokens=100000&rate=10000&envelope=openai";
    RawClient narrow = mount.client(server.port(), 4096);
    TestReader stalled = TestReader.knock(mount.transport(), narrow, fast);
    try (TestReader other = open("/stream?tokens=200&rate=100")) {
      eventually("the outbox is full", () -> counts().overflowed.sum() == 1);
      within(PROMPTLY, "only the other is alive", () -> server.replies().alive() <= 1);
      assertThat(other.rest()).hasSize(1 + 200 + 1);
      narrow.widen();
      stalled.awaitEnd();
    }
    assertThat(counts().cancelled.sum()).isZero();
  }

  @Test
  void endsItsStreamsWhenItStops() throws IOException {
    try (TestReader silent = open("/idle");
        TestReader busy = open("/stream?tokens=100&rate=10")) {
      eventually("both streams are open", () -> counts().open() == 2);
      long beforeNanos = System.nanoTime();
      server.close();
      assertThat(System.nanoTime() - beforeNanos).isLessThan(Duration.ofSeconds(5).toNanos());
      for (TestReader reader : List.of(silent, busy)) {
        reader.awaitEnd();
      }
      eventually("no stream is open", () -> counts().open() == 0);
    }
  }
}
