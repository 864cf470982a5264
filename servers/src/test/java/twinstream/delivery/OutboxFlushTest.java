package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.HandDrivenWire.Mode.AT_ONCE;
import static twinstream.delivery.HandDrivenWire.Mode.LATER;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

/// What each kind of [Flush] writes, and when.
class OutboxFlushTest {
  // Longer than any test may take: what is written before was not written by the clock.
  private static final Flush RARELY = Flush.of("ms:10000");
  private static final Flush EVERY_FOUR = Flush.of("every:4");

  private final HandDrivenWire wire = new HandDrivenWire(AT_ONCE);
  private final DeliveryCounts counts = new DeliveryCounts();
  private final Ending ending = new Ending();

  private Outbox outbox(Flush flush) {
    return outbox(flush, Limits.STANDARD);
  }

  private Outbox outbox(Flush flush, Limits limits) {
    return new Outbox(wire, Deliveries.of(limits, flush, counts), ending);
  }

  private static void offer(Outbox outbox, int fromIndex, int toIndex) {
    IntStream.range(fromIndex, toIndex)
        .forEach(index ->
            outbox.offer(
                new Message.Piece(
                    Ascii.of("r"), Envelope.PLAIN, new Token(index, new byte[] {'t'}))));
  }

  private static Integer[] upTo(int tokens) {
    return IntStream.range(0, tokens).boxed().toArray(Integer[]::new);
  }

  @Test
  void writesEachTokenByItselfAlsoWhenManyWait() {
    wire.switchTo(LATER);
    offer(outbox(Flush.EACH_TOKEN), 0, 8);
    while (wire.isWriting()) {
      wire.completeOne();
    }
    assertThat(counts.writes.sum()).isEqualTo(8);
  }

  @Test
  void writesNothingBeforeSoManyTokensWait() {
    Outbox outbox = outbox(EVERY_FOUR);
    offer(outbox, 0, 3);
    assertThat(wire.tokens()).isEmpty();
    offer(outbox, 3, 4);
    assertThat(wire.tokens()).containsExactly(upTo(4));
    assertThat(counts.writes.sum()).isOne();
  }

  @Test
  void writesOnceForSoManyTokens() {
    offer(outbox(EVERY_FOUR), 0, 40);
    assertThat(wire.tokens()).containsExactly(upTo(40));
    assertThat(counts.writes.sum()).isEqualTo(10);
  }

  @Test
  void writesNoMoreThanSoManyTokensAtOnceWhenTheyHavePiledUp() {
    wire.switchTo(LATER);
    Outbox outbox = outbox(EVERY_FOUR);
    offer(outbox, 0, 14);
    for (int written = 4; written <= 12; written += 4) {
      assertThat(wire.tokens()).containsExactly(upTo(written));
      wire.completeOne();
    }
    assertThat(wire.isWriting()).isFalse();
    assertThat(outbox.waiting()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"every:4", "ms:10000"})
  void letsNoControlMessageWaitAndTakesAlongWhatDoes(String flush) {
    Outbox outbox = outbox(Flush.of(flush));
    offer(outbox, 0, 2);
    outbox.offer(Message.Heartbeat.INSTANCE);
    assertThat(wire.tokens()).containsExactly(0, 1);
    assertThat(wire.written()).hasSize(3).last().isEqualTo(Message.Heartbeat.INSTANCE);
    assertThat(counts.writes.sum()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"every:4", "ms:10000"})
  void writesTheRestWithTheEndOfTheReply(String flush) {
    Outbox outbox = outbox(Flush.of(flush));
    offer(outbox, 0, 3);
    outbox.end(Message.Done.INSTANCE);
    assertThat(wire.tokens()).containsExactly(0, 1, 2);
    assertThat(wire.last()).containsExactly(Message.Done.INSTANCE);
    assertThat(ending.successes()).isOne();
  }

  @Test
  void writesWhatWaitsWhenItsTimeHasCome() {
    Outbox outbox = outbox(Flush.of("ms:500"));
    long openedNanos = outbox.lastWriteNanos();
    offer(outbox, 0, 5);
    eventually("all are written", () -> wire.tokens().size() == 5);
    assertThat(outbox.lastWriteNanos() - openedNanos)
        .isGreaterThanOrEqualTo(Duration.ofMillis(500).toNanos());
    assertThat(counts.writes.sum()).isOne();
  }

  @Test
  void callsAProducerBackOnlyWhenItsTimeHasCome() {
    Outbox outbox = outbox(Flush.of("ms:300"), Limits.STANDARD.withOutbox(8, Overflow.DISCONNECT));
    AtomicInteger calls = new AtomicInteger();
    offer(outbox, 0, 6);
    assertThat(outbox.callWhenEmpty(calls::incrementAndGet)).isTrue();
    eventually("the producer is called back", () -> calls.get() == 1);
    assertThat(wire.tokens()).containsExactly(upTo(6));
  }

  @Test
  void writesNothingForAReaderWhoLeftBeforeItsTime() {
    Outbox outbox = outbox(Flush.of("ms:500"));
    offer(outbox, 0, 3);
    outbox.readerLeft();
    AtomicInteger later = new AtomicInteger();
    // Due after the flush, on the same clock.
    Deliveries.of(Limits.STANDARD, counts)
        .pacer()
        .add(
            new Pacer.Task() {
              @Override
              protected long run(long nowNanos) {
                later.incrementAndGet();
                return Pacer.NEVER;
              }
            },
            System.nanoTime() + Duration.ofMillis(600).toNanos());
    eventually("the time of the flush is over", () -> later.get() == 1);
    assertThat(wire.written()).isEmpty();
    assertThat(counts.wasted.sum()).isEqualTo(3);
  }

  // Nobody is slow here: the connection is free, and only the flush holds the tokens back.
  @ParameterizedTest
  @ValueSource(strings = {"every:1000", "ms:10000"})
  void writesAFullOutboxRatherThanCutOffAReaderWhoIsNotSlow(String flush) {
    Outbox outbox = outbox(Flush.of(flush), Limits.STANDARD.withOutbox(8, Overflow.DISCONNECT));
    offer(outbox, 0, 24);
    assertThat(wire.tokens()).containsExactly(upTo(24));
    assertThat(counts.writes.sum()).isEqualTo(3);
    assertThat(counts.overflowed.sum() + counts.dropped.sum()).isZero();
  }

  @Test
  void countsTheHolesOfAReaderWhoIsSlow() {
    wire.switchTo(LATER);
    Outbox outbox = outbox(EVERY_FOUR, Limits.STANDARD.withOutbox(4, Overflow.DROP));
    offer(outbox, 0, 4 + 4 + 5);
    while (wire.isWriting()) {
      wire.completeOne();
    }
    assertThat(wire.tokens()).containsExactly(upTo(8));
    assertThat(counts.dropped.sum()).isEqualTo(5);
    assertThat(outbox.isOver()).isFalse();
  }

  @Test
  void sendsAHeartbeatIntoASilenceInWhichTokensWait() {
    Outbox outbox = outbox(EVERY_FOUR);
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
    Outbox outbox = outbox(RARELY, Limits.STANDARD.withOutbox(10, Overflow.DISCONNECT));
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
  void holdsBackTheTokensOfARareFlush() {
    offer(outbox(RARELY), 0, 100);
    assertThat(wire.written()).isEmpty();
  }
}
