package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.HandDrivenWire.Mode.AT_ONCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twinstream.workload.ReplyRequest;

/// One reply, and the streams that want it.
class ComingBackTest {
  private final Replies replies = new Replies(Limits.STANDARD);

  @AfterEach
  void close() {
    replies.close();
  }

  private Outbox outbox(HandDrivenWire wire) {
    return new Outbox(wire, replies, new Ending());
  }

  private void startSlowly(String id, Outbox outbox) {
    ReplyRequest request =
        ReplyRequest.parse(Map.of("tokens", "5", "first", "600000", "reply", id));
    replies.start(replies.claim(request), request, outbox, true);
  }

  @Test
  void letsNobodyIntoAReplyThatIsBeingTakenOver() {
    startSlowly("mine", outbox(new HandDrivenWire(AT_ONCE)));
    var rest = new Wanted.Rest("mine", 0);
    replies.claim(rest);
    assertThatThrownBy(() -> replies.claim(rest)).isInstanceOf(ReplyIdInUseException.class);
    replies.release("mine");
    assertThat(replies.claim(rest)).isEqualTo("mine");
  }

  @Test
  void endsTheStreamThatHadTheReplyWhenAnotherTakesIt() {
    Outbox old = outbox(new HandDrivenWire(AT_ONCE));
    startSlowly("mine", old);
    replies.claim(new Wanted.Rest("mine", 0));
    assertThat(old.isOver()).isTrue();
    assertThat(replies.counts().cancelled.sum()).isOne();
  }

  @Test
  void leavesTheStreamAloneWhenTheResumeIsRefused() {
    Outbox old = outbox(new HandDrivenWire(AT_ONCE));
    startSlowly("mine", old);
    assertThatThrownBy(() -> replies.claim(new Wanted.Rest("mine", 6)))
        .hasMessage(
            "from must be a whole number from 0 to 5, as reply \"mine\" was asked for, but is 6");
    assertThat(old.isOver()).isFalse();
    assertThat(replies.counts().resumesRefused.sum()).isOne();
  }

  @Test
  void leavesTheStreamAloneThatAlreadyHasTheWholeReply() {
    ReplyRequest request = ReplyRequest.parse(Map.of("tokens", "2", "rate", "0", "reply", "mine"));
    Outbox conversation = outbox(new HandDrivenWire(AT_ONCE));
    LiveReply reply = replies.start(replies.claim(request), request, conversation, false);
    eventually("the reply has ended", reply::hasEnded);
    replies.claim(new Wanted.Rest("mine", 1));
    assertThat(conversation.isOver()).isFalse();
  }

  // Each finds the reply being taken over, or takes it from who had it before.
  @Test
  void givesAReplyToOneOfManyWhoComeBackForItAtOnce() throws Exception {
    startSlowly("mine", outbox(new HandDrivenWire(AT_ONCE)));
    int threads = 8;
    CyclicBarrier together = new CyclicBarrier(threads);
    AtomicInteger refused = new AtomicInteger();
    List<Outbox> outboxes =
        IntStream.range(0, threads).mapToObj(_ -> outbox(new HandDrivenWire(AT_ONCE))).toList();
    List<Thread> started = new ArrayList<>();
    for (Outbox outbox : outboxes) {
      started.add(Thread.ofPlatform().start(() -> comeBack(together, outbox, refused)));
    }
    for (Thread thread : started) {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
    long over = outboxes.stream().filter(Outbox::isOver).count();
    assertThat(over + refused.get()).isEqualTo(threads - 1);
    assertThat(replies.counts().resumed.sum()).isEqualTo(threads - refused.get());
    assertThat(replies.alive()).isOne();
  }

  private void comeBack(CyclicBarrier together, Outbox outbox, AtomicInteger refused) {
    var rest = new Wanted.Rest("mine", 0);
    try {
      together.await();
      replies.start(replies.claim(rest), rest, outbox, true);
    } catch (ReplyIdInUseException _) {
      refused.incrementAndGet();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
