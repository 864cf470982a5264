package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.HandDrivenWire.Mode.LATER;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Token;

class OutboxBoundTest {
  private static final int BOUND = 3;
  private final HandDrivenWire wire = new HandDrivenWire(LATER);
  private final DeliveryCounts counts = new DeliveryCounts();
  private final Ending ending = new Ending();

  private Outbox outbox(Overflow overflow) {
    return new Outbox(
        wire, Deliveries.of(Limits.STANDARD.withOutbox(BOUND, overflow), counts), ending);
  }

  private static Message piece(int index) {
    return new Message.Piece(Ascii.of("r"), Envelope.PLAIN, new Token(index, new byte[] {'t'}));
  }

  // One in flight, and as many waiting as may.
  private static void fill(Outbox outbox) {
    IntStream.rangeClosed(0, BOUND).forEach(index -> outbox.offer(piece(index)));
  }

  @Test
  void holdsAsManyAsTheLimitSays() {
    Outbox outbox = outbox(Overflow.DISCONNECT);
    fill(outbox);
    assertThat(outbox.waiting()).isEqualTo(BOUND);
    assertThat(outbox.isOver()).isFalse();
  }

  @Test
  void takesTheLargestBoundThereIs() {
    Limits limits = Limits.STANDARD.withOutbox(Integer.MAX_VALUE, Overflow.DISCONNECT);
    Outbox outbox = new Outbox(wire, Deliveries.of(limits, counts), ending);
    outbox.offer(piece(0));
    assertThat(outbox.offer(Message.Heartbeat.INSTANCE)).isTrue();
    assertThat(outbox.waiting()).isOne();
    assertThat(outbox.isOver()).isFalse();
  }

  @Test
  void cutsOffTheReaderWhoseOutboxIsFull() {
    Outbox outbox = outbox(Overflow.DISCONNECT);
    fill(outbox);
    assertThat(outbox.offer(piece(BOUND + 1))).isFalse();
    assertThat(ending.cause()).hasMessage("cut off a reader that left 3 messages waiting");
  }

  @Test
  void countsACutOffReaderAsOverflowedAndItsTokensAsLost() {
    Outbox outbox = outbox(Overflow.DISCONNECT);
    fill(outbox);
    outbox.offer(piece(BOUND + 1));
    assertThat(counts.overflowed.sum()).isOne();
    assertThat(counts.cancelled.sum()).isZero();
    assertThat(counts.dropped.sum()).isOne();
    assertThat(counts.wasted.sum()).isEqualTo(BOUND);
    assertThat(counts.open()).isZero();
  }

  @Test
  void dropsTheNewestTokenWhereThePolicySaysSo() {
    Outbox outbox = outbox(Overflow.DROP);
    fill(outbox);
    assertThat(outbox.offer(piece(100))).isTrue();
    wire.completeOne();
    outbox.offer(piece(101));
    while (wire.isWriting()) {
      wire.completeOne();
    }
    assertThat(wire.tokens()).containsExactly(0, 1, 2, 3, 101);
    assertThat(counts.dropped.sum()).isOne();
    assertThat(counts.tokens.sum()).isEqualTo(5);
  }

  @Test
  void keepsRoomForTheEndOfAReplyBehindAFullOutbox() {
    Outbox outbox = outbox(Overflow.DROP);
    fill(outbox);
    outbox.end(Message.Done.INSTANCE);
    while (wire.isWriting()) {
      wire.completeOne();
    }
    assertThat(wire.last()).containsExactly(Message.Done.INSTANCE);
  }

  @Test
  void cutsOffAReaderWhoLetsControlMessagesPileUp() {
    Outbox outbox = outbox(Overflow.DROP);
    int offered = 0;
    while (offered < 10_000 && outbox.offer(Message.Done.INSTANCE)) {
      offered++;
    }
    assertThat(offered).isLessThan(1_000);
    assertThat(counts.overflowed.sum()).isOne();
  }
}
