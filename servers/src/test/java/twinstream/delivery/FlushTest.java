package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.HandDrivenWire.Mode.AT_ONCE;
import static twinstream.delivery.HandDrivenWire.Mode.LATER;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

class FlushTest {
  private static final Flush FOUR = Flush.of("every:4");
  // Longer than any test lasts.
  private static final Flush RARELY = Flush.of("ms:10000");

  private final HandDrivenWire wire = new HandDrivenWire(AT_ONCE);
  private final DeliveryCounts counts = new DeliveryCounts();
  private final Ending ending = new Ending();

  private Outbox outbox(Flush flush, int bound) {
    Limits limits = Limits.STANDARD.withOutbox(bound, Overflow.DISCONNECT);
    return new Outbox(wire, Deliveries.of(limits, flush, counts), ending);
  }

  private static void offer(Outbox outbox, int fromIndex, int toIndex) {
    IntStream.range(fromIndex, toIndex)
        .forEach(index ->
            outbox.offer(
                new Message.Piece("r", Envelope.PLAIN, new Token(index, new byte[] {'t'}))));
  }

  @Test
  void writesNothingBeforeThereAreAsManyTokensAsItSays() {
    Outbox outbox = outbox(FOUR, 100);
    offer(outbox, 0, 3);
    assertThat(wire.written()).isEmpty();
    offer(outbox, 3, 4);
    assertThat(wire.tokens()).containsExactly(0, 1, 2, 3);
    assertThat(counts.writes.sum()).isOne();
  }

  @Test
  void writesAsManyTokensAtOnceAsItSaysThoughMoreHavePiledUp() {
    wire.switchTo(LATER);
    Outbox outbox = outbox(FOUR, 100);
    offer(outbox, 0, 14);
    wire.completeOne();
    assertThat(wire.tokens()).hasSize(8);
    wire.completeOne();
    assertThat(wire.tokens()).hasSize(12);
    wire.completeOne();
    assertThat(wire.isWriting()).isFalse();
    assertThat(outbox.waiting()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"every:4", "ms:10000"})
  void takesWhatWaitsAlongWithWhatIsNoToken(String flush) {
    Outbox outbox = outbox(Flush.of(flush), 100);
    offer(outbox, 0, 2);
    outbox.offer(Message.Heartbeat.INSTANCE);
    assertThat(wire.tokens()).containsExactly(0, 1);
    assertThat(wire.written()).last().isEqualTo(Message.Heartbeat.INSTANCE);
    assertThat(counts.writes.sum()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"every:4", "ms:10000"})
  void writesTheRestWithTheEndOfTheReply(String flush) {
    Outbox outbox = outbox(Flush.of(flush), 100);
    offer(outbox, 0, 3);
    outbox.end(Message.Done.INSTANCE);
    assertThat(wire.tokens()).containsExactly(0, 1, 2);
    assertThat(wire.last()).containsExactly(Message.Done.INSTANCE);
    assertThat(ending.successes()).isOne();
  }

  @Test
  void writesWhatHasWaitedWhenItsTimeHasCome() {
    long startNanos = System.nanoTime();
    Outbox outbox = outbox(Flush.of("ms:30"), 100);
    offer(outbox, 0, 5);
    eventually("the tokens are written", () -> wire.tokens().size() == 5);
    // On a machine that is busy with something else, a period may pass between two offers.
    long periods = (System.nanoTime() - startNanos) / Duration.ofMillis(30).toNanos();
    assertThat(counts.writes.sum()).isBetween(1L, Math.max(1, periods));
  }

  @Test
  void sendsAHeartbeatIntoASilenceInWhichTokensWait() {
    Outbox outbox = outbox(FOUR, 100);
    offer(outbox, 0, 1);
    Limits limits = Limits.STANDARD.withHeartbeat(Duration.ofMillis(20));
    try (var replies = new Replies(limits)) {
      new Heartbeats(outbox, replies)
          .run(outbox.lastWriteNanos() + Duration.ofMillis(20).toNanos());
    }
    assertThat(wire.written()).last().isEqualTo(Message.Heartbeat.INSTANCE);
    assertThat(wire.tokens()).containsExactly(0);
  }

  @Test
  void letsAProducerFillHalfOfTheOutboxWhileItWaitsForItsTime() {
    Outbox outbox = outbox(RARELY, 10);
    AtomicInteger calls = new AtomicInteger();
    int offered = 0;
    while (offered < 100 && !outbox.callWhenEmpty(calls::incrementAndGet)) {
      offer(outbox, offered, ++offered);
    }
    assertThat(offered).isEqualTo(5);
    assertThat(calls).hasValue(0);
    outbox.readerLeft();
    assertThat(calls).hasValue(1);
    assertThat(counts.overflowed.sum()).isZero();
  }

  @Test
  void countsWhatWaitsForItsTimeAsWastedWhenTheReaderLeaves() {
    Outbox outbox = outbox(RARELY, 100);
    offer(outbox, 0, 3);
    outbox.readerLeft();
    assertThat(counts.wasted.sum()).isEqualTo(3);
    assertThat(wire.written()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"each", "every:2", "every:1000", "ms:1", "ms:10000"})
  void isReadAsItIsWritten(String text) {
    assertThat(Flush.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "all", "every:1", "every:1001", "ms:0", "ms:10001", "ms:-1", "every:"})
  void isRefusedWithARule(String text) {
    assertThatThrownBy(() -> Flush.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "(flush|tokens of a flush|period of a flush) must be .* but (is|are) .*");
  }
}
