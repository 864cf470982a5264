package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.HandDrivenWire.Mode.AT_ONCE;
import static twinstream.delivery.HandDrivenWire.Mode.FAILING;
import static twinstream.delivery.HandDrivenWire.Mode.LATER;
import static twinstream.delivery.HandDrivenWire.Mode.THROWING;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

class OutboxTest {
  private static final int BOUND = 4;
  private final HandDrivenWire wire = new HandDrivenWire(LATER);
  private final DeliveryCounts counts = new DeliveryCounts();
  private final Ending ending = new Ending();
  private final AtomicReference<Outbox> closedWithin = new AtomicReference<>();

  private final Outbox outbox = outbox(BOUND, Overflow.DISCONNECT);

  private Outbox outbox(int bound, Overflow overflow) {
    return new Outbox(
        wire, Deliveries.of(Limits.STANDARD.withOutbox(bound, overflow), counts), ending);
  }

  private static Message piece(int index) {
    return new Message.Piece(Ascii.of("r"), Envelope.PLAIN, new Token(index, new byte[] {'t'}));
  }

  private static void offer(Outbox outbox, int fromIndex, int toIndex) {
    IntStream.range(fromIndex, toIndex).forEach(index -> outbox.offer(piece(index)));
  }

  @Test
  void writesAtOnceWhenTheWireIsIdle() {
    offer(outbox, 0, 1);
    assertThat(wire.tokens()).containsExactly(0);
  }

  @Test
  void writesNothingWhileAWriteIsPending() {
    offer(outbox, 0, 3);
    assertThat(wire.tokens()).containsExactly(0);
  }

  @Test
  void writesWhatWaitsInOrderOneWriteAtATime() {
    offer(outbox, 0, BOUND);
    while (wire.isWriting()) {
      wire.completeOne();
    }
    assertThat(wire.tokens()).containsExactly(0, 1, 2, 3);
    assertThat(wire.mostPending()).isOne();
  }

  @Test
  void writesInOrderWhenEachWriteIsCompletedWithinTheCall() {
    wire.switchTo(AT_ONCE);
    offer(outbox, 0, 3);
    assertThat(wire.tokens()).containsExactly(0, 1, 2);
  }

  @Test
  void needsNoStackForWhatHasPiledUp() {
    int many = 100_000;
    Outbox roomy = outbox(many, Overflow.DISCONNECT);
    offer(roomy, 0, many);
    wire.switchTo(AT_ONCE);
    wire.completeOne();
    assertThat(wire.tokens()).hasSize(many);
  }

  @Test
  void marksNothingButTheEndAsLast() {
    outbox.offer(piece(0));
    outbox.end(Message.Done.INSTANCE);
    wire.completeOne();
    assertThat(wire.last()).containsExactly(Message.Done.INSTANCE);
  }

  @Test
  void isCompletedOnlyWhenTheEndIsWithTheConnection() {
    outbox.end(Message.Done.INSTANCE);
    assertThat(ending.times()).isZero();
    wire.completeOne();
    assertThat(ending.successes()).isOne();
    assertThat(counts.completed.sum()).isOne();
  }

  @Test
  void takesNothingBehindTheEnd() {
    outbox.end(Message.Done.INSTANCE);
    assertThat(outbox.offer(piece(0))).isFalse();
    wire.completeOne();
    assertThat(wire.written()).containsExactly(Message.Done.INSTANCE);
  }

  @Test
  void isCompletedWhenTheReaderClosesAndNothingIsOwed() {
    offer(outbox, 0, 1);
    wire.completeOne();
    outbox.readerClosed();
    assertThat(ending.successes()).isOne();
    assertThat(counts.completed.sum()).isOne();
  }

  @Test
  void isCompletedByTheWriteInFlightWhenTheReaderCloses() {
    offer(outbox, 0, 1);
    outbox.readerClosed();
    assertThat(ending.times()).isZero();
    wire.completeOne();
    assertThat(ending.successes()).isOne();
    assertThat(counts.cancelled.sum()).isZero();
  }

  @Test
  void isCancelledWhenTheWriteInFlightFailsAfterTheReaderClosed() {
    offer(outbox, 0, 1);
    outbox.readerClosed();
    wire.failOne();
    assertThat(ending.failures()).isOne();
    assertThat(counts.cancelled.sum()).isOne();
  }

  @Test
  void isCompletedWhenTheWriteOfTheEndFailsAfterTheReaderClosed() {
    outbox.end(Message.Done.INSTANCE);
    outbox.readerClosed();
    wire.failOne();
    assertThat(ending.successes()).isOne();
    assertThat(counts.completed.sum()).isOne();
    assertThat(counts.cancelled.sum()).isZero();
  }

  @Test
  void isCompletedWhenTheWriteOfItsReplysEndFailsAfterTheReaderClosed() {
    offer(outbox, 0, 1);
    wire.completeOne();
    outbox.offer(Message.Done.INSTANCE);
    outbox.readerClosed();
    wire.failOne();
    assertThat(ending.successes()).isOne();
    assertThat(counts.completed.sum()).isOne();
    assertThat(counts.cancelled.sum()).isZero();
  }

  @Test
  void isCancelledWhenTheReaderClosesWhileMoreWaitsForIt() {
    offer(outbox, 0, 2);
    outbox.readerClosed();
    assertThat(ending.failures()).isOne();
    assertThat(counts.wasted.sum()).isOne();
  }

  @Test
  void tellsAProducerAtOnceThatNothingMoreIsTaken() {
    AtomicInteger cuts = new AtomicInteger();
    outbox.end(Message.Done.INSTANCE);
    outbox.callWhenCut(cuts::incrementAndGet);
    assertThat(cuts).hasValue(1);
    wire.completeOne();
    assertThat(cuts).hasValue(1);
  }

  @Test
  void isCompletedWhenTheReaderClosesWithinTheWrite() {
    Wire closing =
        (messages, last, callback) -> {
          closedWithin.get().readerClosed();
          callback.succeeded();
        };
    closedWithin.set(new Outbox(closing, Deliveries.of(Limits.STANDARD, counts), ending));
    closedWithin.get().offer(piece(0));
    assertThat(ending.successes()).isOne();
  }

  @Test
  void isOverWhenAWriteFailsWithinTheCall() {
    wire.switchTo(FAILING);
    offer(outbox, 0, 1);
    assertThat(outbox.isOver()).isTrue();
    assertThat(outbox.offer(piece(1))).isFalse();
    assertThat(ending.cause()).hasMessage("planted");
  }

  @Test
  void isOverWhenAPendingWriteFails() {
    offer(outbox, 0, 2);
    wire.failOne();
    assertThat(ending.failures()).isOne();
    assertThat(counts.cancelled.sum()).isOne();
  }

  @Test
  void isOverWhenTheWireThrows() {
    wire.switchTo(THROWING);
    offer(outbox, 0, 1);
    assertThat(ending.failures()).isOne();
  }

  @Test
  void endsOnceWhateverComesLater() {
    offer(outbox, 0, 1);
    outbox.readerLeft();
    outbox.readerLeft();
    wire.failOne();
    outbox.end(Message.Done.INSTANCE);
    assertThat(ending.times()).isOne();
    assertThat(counts.open()).isZero();
  }

  @Test
  void writesNothingMoreWhenAPendingWriteCompletesAfterTheReaderLeft() {
    offer(outbox, 0, 3);
    outbox.readerLeft();
    wire.completeOne();
    assertThat(wire.tokens()).containsExactly(0);
    assertThat(ending.successes()).isZero();
  }

  @Test
  void countsWaitingTokensAsWastedWhenTheReaderLeaves() {
    offer(outbox, 0, 3);
    outbox.offer(Message.Heartbeat.INSTANCE);
    outbox.readerLeft();
    assertThat(counts.wasted.sum()).isEqualTo(2);
    assertThat(counts.tokens.sum()).isEqualTo(3);
  }

  @Test
  void callsBackOnceWhenNothingWaitsAnyMore() {
    AtomicInteger calls = new AtomicInteger();
    offer(outbox, 0, 2);
    assertThat(outbox.callWhenEmpty(calls::incrementAndGet)).isTrue();
    wire.completeOne();
    assertThat(calls).hasValue(0);
    wire.completeOne();
    assertThat(calls).hasValue(1);
    offer(outbox, 2, 3);
    wire.completeOne();
    assertThat(calls).hasValue(1);
  }

  @Test
  void callsBackWhenTheReaderLeaves() {
    AtomicInteger calls = new AtomicInteger();
    offer(outbox, 0, 2);
    outbox.callWhenEmpty(calls::incrementAndGet);
    outbox.readerLeft();
    assertThat(calls).hasValue(1);
  }

  @Test
  void refusesToCallBackWhenNothingWaits() {
    assertThat(outbox.callWhenEmpty(() -> {})).isFalse();
  }

  @Test
  void countsEachWrite() {
    wire.switchTo(AT_ONCE);
    List.of(piece(0), Message.Heartbeat.INSTANCE).forEach(outbox::offer);
    assertThat(counts.writes.sum()).isEqualTo(2);
  }
}
