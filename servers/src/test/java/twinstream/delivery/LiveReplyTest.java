package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.HandDrivenWire.Mode.AT_ONCE;
import static twinstream.delivery.HandDrivenWire.Mode.FAILING;
import static twinstream.delivery.HandDrivenWire.Mode.LATER;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twinstream.workload.Flood;
import twinstream.workload.Pacing;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Schedule;
import twinstream.workload.Steady;
import twinstream.workload.TokenCorpus;

class LiveReplyTest {
  private static final int TOKENS = 5;
  private static final long ORIGIN = 1_000_000_000;
  private final Replies replies = new Replies(Limits.STANDARD);
  private final HandDrivenWire wire = new HandDrivenWire(AT_ONCE);
  private final Ending ending = new Ending();
  private final Outbox outbox = new Outbox(wire, replies, ending);

  @AfterEach
  void close() {
    replies.close();
  }

  // Driven by hand: time is what the test says.
  private LiveReply reply(int tokens, Pacing pacing, boolean thenEnd) {
    ReplyRequest request = ReplyRequest.of(tokens, pacing);
    return new LiveReply(
        "x",
        request,
        request.schedule(ORIGIN, 0).cursor(0),
        request.replyText(TokenCorpus.standard())::token,
        false,
        thenEnd,
        outbox,
        replies);
  }

  private static long due(int index) {
    return new Schedule(ORIGIN, 0, 0, new Steady(10), 1).dueNanos(index);
  }

  private static ReplyRequest named(String id) {
    return ReplyRequest.parse(Map.of("tokens", "5", "reply", id, "first", "600000"));
  }

  @Test
  void sendsATokenOnlyWhenItIsDue() {
    LiveReply reply = reply(TOKENS, new Steady(10), true);
    assertThat(reply.run(due(1) - 1)).isEqualTo(due(1));
    assertThat(wire.tokens()).containsExactly(0);
  }

  @Test
  void catchesUpWhenItRunsLate() {
    LiveReply reply = reply(TOKENS, new Steady(10), true);
    assertThat(reply.run(due(2))).isEqualTo(due(3));
    assertThat(wire.tokens()).containsExactly(0, 1, 2);
  }

  @Test
  void endsTheStreamAfterTheLastToken() {
    assertThat(reply(TOKENS, new Steady(10), true).run(due(TOKENS))).isEqualTo(Pacer.NEVER);
    assertThat(wire.last()).containsExactly(Message.Done.INSTANCE);
    assertThat(ending.successes()).isOne();
  }

  @Test
  void leavesTheStreamOpenWhereMoreMayBeAsked() {
    LiveReply reply = reply(TOKENS, new Steady(10), false);
    reply.run(due(TOKENS));
    assertThat(wire.written()).endsWith(Message.Done.INSTANCE);
    assertThat(reply.hasEnded()).isTrue();
    assertThat(outbox.isOver()).isFalse();
  }

  @Test
  void saysDoneOnceAndNothingAfterItWhenCancelled() {
    LiveReply reply = reply(TOKENS, new Steady(10), false);
    reply.run(due(1));
    reply.cancel();
    reply.cancel();
    assertThat(reply.run(due(TOKENS))).isEqualTo(Pacer.NEVER);
    assertThat(wire.tokens()).containsExactly(0, 1);
    assertThat(wire.written()).hasSize(3).endsWith(Message.Done.INSTANCE);
  }

  @Test
  void saysNothingMoreWhenGivenUp() {
    LiveReply reply = reply(TOKENS, new Steady(10), false);
    reply.run(due(0));
    reply.giveUp();
    reply.run(due(TOKENS));
    assertThat(wire.written()).hasSize(1);
  }

  @Test
  void isNotRunAgainWhenTheReaderHasLeft() {
    LiveReply reply = reply(TOKENS, new Steady(10), true);
    outbox.readerLeft();
    assertThat(reply.run(due(0))).isEqualTo(Pacer.NEVER);
    assertThat(reply.hasEnded()).isTrue();
  }

  @Test
  void leavesAnIdAloneThatAnotherReplyHasTakenSince() {
    LiveReply ended = replies.start(replies.claim(named("x")), named("x"), outbox, false);
    ended.cancel();
    replies.claim(named("x"));
    ended.giveUp();
    assertThatThrownBy(() -> replies.claim(named("x"))).isInstanceOf(ReplyIdInUseException.class);
  }

  @Test
  void freesItsIdAtOnceWhenTheReaderLeavesLongBeforeTheNextToken() {
    replies.start(replies.claim(named("x")), named("x"), outbox, true);
    outbox.readerLeft();
    assertThatCode(() -> replies.claim(named("x"))).doesNotThrowAnyException();
  }

  @Test
  void tellsHowFarItHadComeWhenItsReaderLeft() {
    LiveReply reply = reply(TOKENS, new Steady(10), true);
    reply.run(due(2) + 7);

    reply.giveUp();
    reply.giveUp();

    assertThat(replies.departures().latest())
        .containsExactly(new Departures.Departure("x", 3, due(2) + 7));
  }

  @Test
  void tellsNoDepartureOfAReplyThatWasReadToItsEnd() {
    LiveReply reply = reply(TOKENS, new Steady(10), true);
    reply.run(due(TOKENS));

    reply.giveUp();

    assertThat(replies.departures().latest()).isEmpty();
  }

  @Test
  void countsATokenWhoseWriteEndsTheReplyAsProduced() {
    LiveReply reply = reply(TOKENS, new Steady(10), true);
    outbox.callWhenCut(reply::giveUp);
    reply.run(due(0));
    wire.switchTo(FAILING);

    reply.run(due(1));

    assertThat(replies.departures().latest())
        .containsExactly(new Departures.Departure("x", 2, due(1)));
    assertThat(replies.counts().tokens.sum()).isEqualTo(2);
  }

  @Test
  void givesWayToOthersInTheMidstOfAFlood() {
    LiveReply reply = reply(100_000, new Flood(), true);
    assertThat(reply.run(ORIGIN)).isEqualTo(ORIGIN);
    assertThat(wire.tokens()).hasSizeBetween(1, 99_999);
  }

  @Test
  void floodsNoFasterThanTheWireTakesIt() {
    wire.switchTo(LATER);
    ReplyRequest request = ReplyRequest.of(TOKENS, new Flood());
    replies.start(replies.claim(request), request, outbox, true);
    for (int i = 0; i < TOKENS + 2; i++) {
      eventually("a write", wire::isWriting);
      assertThat(wire.tokens()).hasSize(replies.counts().tokens.intValue());
      wire.completeOne();
    }
    eventually("the end", () -> ending.successes() == 1);
    assertThat(wire.tokens()).isEqualTo(IntStream.range(0, TOKENS).boxed().toList());
  }

  @Test
  void lendsAReaderWhoComesBackItsOverdueTokensOneByOne() {
    // By hand alone: the pacer would run the reply at a time of its own when it may go on.
    replies.close();
    wire.switchTo(LATER);
    ReplyRequest request = ReplyRequest.of(100, new Steady(10));
    LiveReply rest =
        new LiveReply(
            "x",
            request,
            request.schedule(ORIGIN, 0).cursor(40),
            request.replyText(TokenCorpus.standard())::token,
            true,
            true,
            outbox,
            replies);
    long now = due(50);
    assertThat(rest.run(now)).isEqualTo(Pacer.NEVER);
    assertThat(wire.tokens()).containsExactly(40);
    for (int i = 0; i < 10; i++) {
      wire.completeOne();
      rest.run(now);
      assertThat(outbox.waiting()).isZero();
    }
    assertThat(wire.tokens()).isEqualTo(IntStream.rangeClosed(40, 50).boxed().toList());
    wire.completeOne();
    // Caught up: from here on nothing holds it back.
    assertThat(rest.run(now)).isEqualTo(due(51));
    assertThat(rest.run(due(53))).isEqualTo(due(54));
    assertThat(wire.tokens()).endsWith(51);
    assertThat(outbox.waiting()).isEqualTo(2);
  }
}
