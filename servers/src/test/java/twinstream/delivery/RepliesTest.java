package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.HandDrivenWire.Mode.AT_ONCE;
import static twinstream.delivery.HandDrivenWire.Mode.LATER;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twinstream.workload.EngineStep;
import twinstream.workload.Pacing;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Steady;

class RepliesTest {
  private final Replies replies = new Replies(Limits.STANDARD.withHeartbeat(Duration.ofMillis(20)));

  @AfterEach
  void close() {
    replies.close();
  }

  private static ReplyRequest named(String id) {
    return ReplyRequest.parse(Map.of("tokens", "1", "reply", id));
  }

  private Outbox outbox(HandDrivenWire wire) {
    return new Outbox(wire, replies, new Ending());
  }

  private Message.Start started(Pacing pacing) {
    HandDrivenWire wire = new HandDrivenWire(AT_ONCE);
    ReplyRequest request = ReplyRequest.of(7, pacing);
    replies.start(replies.claim(request), request, outbox(wire), true);
    return (Message.Start) wire.written().getFirst();
  }

  @Test
  void givesEachReplyAnIdOfItsOwn() {
    ReplyRequest request = ReplyRequest.of(1, new Steady(1));
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ids.add(replies.claim(request));
    }
    assertThat(ids).hasSize(100);
  }

  @Test
  void makesNoIdThatAReaderHasTaken() {
    String next = replies.claim(ReplyRequest.of(1, new Steady(1)));
    int number = next.lastIndexOf('-') + 1;
    String following = next.substring(0, number) + (Integer.parseInt(next.substring(number)) + 1);
    replies.claim(named(following));
    assertThat(replies.claim(ReplyRequest.of(1, new Steady(1)))).isNotEqualTo(following);
  }

  @Test
  void makesNoIdThatAnotherServerMakes() {
    ReplyRequest request = ReplyRequest.of(1, new Steady(1));
    try (var other = new Replies(Limits.STANDARD)) {
      assertThat(replies.claim(request)).isNotEqualTo(other.claim(request));
    }
  }

  @Test
  void refusesAnIdThatIsAlive() {
    replies.claim(named("mine"));
    assertThatThrownBy(() -> replies.claim(named("mine")))
        .isInstanceOf(ReplyIdInUseException.class)
        .hasMessage("reply \"mine\" is still being sent; ask for another id or leave it out");
  }

  @Test
  void takesAnIdAgainThatWasReleased() {
    replies.release(replies.claim(named("mine")));
    assertThatCode(() -> replies.claim(named("mine"))).doesNotThrowAnyException();
  }

  @Test
  void freesTheIdOfAReplyThatHasEnded() {
    replies.start(
        replies.claim(named("mine")), named("mine"), outbox(new HandDrivenWire(AT_ONCE)), true);
    eventually("none is alive", () -> replies.alive() == 0);
    assertThatCode(() -> replies.claim(named("mine"))).doesNotThrowAnyException();
  }

  @Test
  void saysFirstWhereTheReplyStartsAndHowLongItIs() {
    long beforeNanos = System.nanoTime();
    Message.Start start = started(new Steady(10));
    assertThat(start.originNanos()).isBetween(beforeNanos, System.nanoTime());
    assertThat(start.tokens()).isEqualTo(7);
    assertThat(start.stepNanos()).isZero();
  }

  @Test
  void letsAllRepliesOfAnEngineStepTogether() {
    Message.Start first = started(new EngineStep(10));
    Message.Start second = started(new EngineStep(10));
    assertThat(first.originNanos()).isNotEqualTo(second.originNanos());
    assertThat(first.stepNanos()).isEqualTo(second.stepNanos()).isNotZero();
  }

  @Test
  void keepsASilentStreamAlive() {
    HandDrivenWire wire = new HandDrivenWire(AT_ONCE);
    replies.keepAlive(outbox(wire));
    eventually("two heartbeats", () -> wire.written().size() >= 2);
    assertThat(wire.written()).containsOnly(Message.Heartbeat.INSTANCE);
  }

  @Test
  void addsNoHeartbeatBehindAWriteThatHangs() {
    HandDrivenWire hanging = new HandDrivenWire(LATER);
    HandDrivenWire other = new HandDrivenWire(AT_ONCE);
    Outbox hung = outbox(hanging);
    hung.offer(Message.Done.INSTANCE);
    replies.keepAlive(hung);
    replies.keepAlive(outbox(other));
    eventually("three periods", () -> other.written().size() >= 3);
    assertThat(hung.waiting()).isZero();
  }

  @Test
  void cutsOffAReaderWhoTakesNothingForTheIdleTimeout() {
    try (Replies strict = new Replies(replies.limits().withIdleTimeout(Duration.ofMillis(60)))) {
      Ending ending = new Ending();
      Outbox hung = new Outbox(new HandDrivenWire(LATER), strict, ending);
      long startNanos = System.nanoTime();
      hung.offer(Message.Done.INSTANCE);
      strict.keepAlive(hung);
      eventually("it is cut off", () -> ending.failures() == 1);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
          .isGreaterThanOrEqualTo(strict.limits().idleTimeout());
      assertThat(ending.cause()).isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void sendsNoHeartbeatWhenTheStreamIsOver() {
    HandDrivenWire gone = new HandDrivenWire(AT_ONCE);
    HandDrivenWire other = new HandDrivenWire(AT_ONCE);
    Outbox left = outbox(gone);
    replies.keepAlive(left);
    replies.keepAlive(outbox(other));
    left.readerLeft();
    eventually("three periods", () -> other.written().size() >= 3);
    assertThat(gone.written()).isEmpty();
  }

  @Test
  void tellsOfAnotherStreamWhenTheOneThatItToldOfIsOver() {
    Outbox first = outbox(new HandDrivenWire(AT_ONCE));
    Outbox second = outbox(new HandDrivenWire(AT_ONCE));
    replies.keepAlive(first);
    replies.keepAlive(second);
    assertThat(replies.sample()).isSameAs(first);

    first.readerLeft();
    eventually("the other is known", () -> replies.sample() == second);

    second.readerLeft();
    assertThat(replies.sample()).isNull();
  }

  @Test
  void tellsOfNoStreamWhoseLastWriteIsOnItsWay() {
    Outbox first = outbox(new HandDrivenWire(LATER));
    Outbox second = outbox(new HandDrivenWire(LATER));
    Outbox third = outbox(new HandDrivenWire(LATER));
    Stream.of(first, second, third).forEach(replies::keepAlive);
    assertThat(replies.sample()).isSameAs(first);

    first.end(Message.Done.INSTANCE);
    second.end(Message.Done.INSTANCE);
    eventually("one that goes on is known", () -> replies.sample() == third);
  }
}
