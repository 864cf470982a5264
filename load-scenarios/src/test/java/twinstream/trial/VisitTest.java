package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Message;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;
import twinstream.result.Slo;
import twinstream.scenario.Load;
import twinstream.scenario.Patience;
import twinstream.scenario.Turns;
import twinstream.workload.Arrivals;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyLength;
import twinstream.workload.Steady;
import twinstream.workload.TokenCorpus;
import twinstream.workload.Workload;

/// Messages by hand, as a load generator's clients would hand them on.
class VisitTest {
  private static final int TOKENS = 4;
  private static final Workload WORKLOAD =
      new Workload(
          "test",
          new Arrivals.AtOnce(1, Duration.ZERO),
          new ReplyLength.Constant(TOKENS),
          new Steady(100),
          Envelope.PLAIN);

  private final long now = System.nanoTime();
  private final Tally tally =
      new Tally(new Window(now - 1_000_000_000, now + 60_000_000_000L), Slo.CHAT);
  private final Awaited awaited = new Awaited();
  private final List<Visit> gone = new ArrayList<>();
  private Patience patience = Patience.ENDLESS;
  private Turns turns = Turns.ONE;
  private boolean asking = true;

  @Test
  void hearsAReplyToItsEnd() {
    Visit visit = begun(1);

    assertThat(visit.path()).startsWith("/stream?tokens=4&rate=100");
    assertThat(visit.hear(control(), null, now)).isFalse();
    for (int i = 0; i < TOKENS; i++) {
      assertThat(visit.hear(token(0, i), "r1:" + i, now + 1_000_000_000)).isFalse();
    }
    assertThat(visit.hear("[DONE]", null, now)).isTrue();
    assertThat(visit.leaves()).isTrue();
    visit.heard(true);

    assertThat(visit.goesOn()).isFalse();
    assertThat(row().outcome()).isEqualTo("done");
    assertThat(row().received()).isEqualTo(TOKENS);
    assertThat(tally.opened).isEqualTo(1);
    assertThat(gone).containsExactly(visit);
    assertThat(awaited.end()).isZero();
  }

  @Test
  void missesATokenThatWasLeftOutAndOneThatWasChanged() {
    Visit visit = begun(1);
    visit.hear(control(), null, now);
    visit.hear(token(0, 0), null, now + 1_000_000_000);
    visit.hear(token(0, 2), null, now + 1_000_000_000);
    visit.hear(token(0, 3).replace("\"}", "x\"}"), null, now + 1_000_000_000);

    assertThat(tally.lost).isEqualTo(1);
    assertThat(tally.changed).isEqualTo(1);
  }

  @Test
  void findsAnEventIdThatIsNotTheTokens() {
    Visit visit = begun(1);
    visit.hear(control(), null, now);
    visit.hear(token(0, 0), "r2:0", now + 1_000_000_000);
    visit.hear(token(0, 1), "nonsense", now + 1_000_000_000);

    assertThat(tally.received).isZero();
    assertThat(tally.changed).isEqualTo(2);
  }

  @Test
  void doesNotCountAsConnectedWhatItsClientDoesNotTell() {
    Visit visit = begun(1);
    visit.hear(control(), null, now);
    visit.hear(token(0, 0), null, now + 1_000_000_000);

    assertThat(count(Distribution.CONNECT)).isZero();
    assertThat(count(Distribution.TTFT)).isEqualTo(1);
  }

  @Test
  void isRefusedWhereNothingEverCame() {
    Visit visit = begun(2);
    visit.heard(true);

    assertThat(row().outcome()).isEqualTo("refused");
    assertThat(tally.failed).isEqualTo(1);
    assertThat(visit.goesOn()).as("who was refused asks nothing more").isFalse();
  }

  @Test
  void isCutByAnErrorInTheMidst() {
    Visit visit = begun(1);
    visit.hear(control(), null, now);
    visit.hear(token(0, 0), null, now + 1_000_000_000);

    assertThat(visit.hear("{\"type\":\"error\",\"code\":\"busy\",\"message\":\"\"}", null, now))
        .isTrue();
    visit.heard(true);
    assertThat(row().outcome()).isEqualTo("cut");
  }

  @Test
  void asksAgainOnTheSameStreamAfterThinking() {
    turns = new Turns(2, Duration.ofSeconds(30));
    Visit visit = begun(2);
    hearAll(visit, 0);

    assertThat(visit.leaves()).isFalse();
    visit.heard(false);
    assertThat(visit.goesOn()).isTrue();
    assertThat(visit.isOpen()).isTrue();
    assertThat(Duration.ofNanos(visit.pauseNanos()))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    visit.begin();
    assertThat(visit.question())
        .startsWith("{\"type\":\"ask\",\"tokens\":\"4\",\"rate\":\"100\"")
        .contains("\"seed\":\"" + planned(1).seed() + "\"");
    hearAll(visit, 1);
    visit.heard(true);
    assertThat(tally.rows).hasSize(2).allMatch(ended -> ended.row().done());
    assertThat(tally.changed).isZero();
  }

  @Test
  void comesBackForTheRestWhenItsStreamWasCut() {
    patience = new Patience(1, 1, new Patience.Then.ComeBack(Duration.ofMillis(40), false));
    Visit visit = begun(1);
    visit.hear(control(), null, now);

    assertThat(visit.hear(token(0, 0), "r1:0", now + 1_000_000_000)).isTrue();
    assertThat(visit.leaves()).isTrue();
    visit.heard(true);
    assertThat(visit.goesOn()).isTrue();
    assertThat(Duration.ofNanos(visit.pauseNanos()).toMillis()).isBetween(20L, 60L);
    visit.begin();
    assertThat(visit.path()).isEqualTo("/stream?reply=r1&from=1");
    assertThat(tally.cuts).isEqualTo(1);
  }

  @Test
  void leavesWhenThePlanSaysSo() {
    patience = new Patience(1, 1, new Patience.Then.Leave());
    Visit visit = begun(1);
    visit.hear(control(), null, now);

    assertThat(visit.hear(token(0, 0), null, now + 1_000_000_000)).isTrue();
    visit.heard(true);
    assertThat(row().outcome()).isEqualTo("cancelled");
    assertThat(visit.goesOn()).isFalse();
  }

  @Test
  void stopsReadingByTheWayThatItWasGiven() {
    patience = new Patience(1, 1, new Patience.Then.Stall());
    Visit visit = visit(1);
    assertThat(visit.stalls()).isTrue();
    List<String> done = new ArrayList<>();
    visit.onStall(() -> done.add("stalled"), () -> done.add("released"));
    visit.begin();
    visit.hear(control(), null, now);

    assertThat(visit.hear(token(0, 0), null, now + 1_000_000_000)).as("it stays").isFalse();
    visit.stop(System.nanoTime());
    assertThat(done).containsExactly("stalled", "released");
    assertThat(row().outcome()).isEqualTo("stalled");
  }

  @Test
  void hasHeardEnoughWhenTheTrialIsOver() {
    Visit visit = begun(1);
    visit.hear(control(), null, now);
    asking = false;
    visit.stop(System.nanoTime());

    assertThat(visit.hear(token(0, 0), null, System.nanoTime())).isTrue();
    visit.heard(true);
    assertThat(visit.goesOn()).isFalse();
    assertThat(tally.rows).hasSize(1);
  }

  @Test
  void asksNothingWhenTheTrialEndsWhileItThinks() {
    turns = new Turns(2, Duration.ofSeconds(1));
    Visit visit = begun(2);
    hearAll(visit, 0);
    visit.heard(false);
    assertThat(visit.goesOn()).isTrue();
    asking = false;

    assertThat(visit.begin()).isFalse();
    assertThat(tally.planned).isEqualTo(1);
  }

  private Visit begun(int replies) {
    Visit visit = visit(replies);
    assertThat(visit.goesOn()).isTrue();
    assertThat(visit.pauseNanos()).isZero();
    assertThat(visit.begin()).isTrue();
    return visit;
  }

  private Visit visit(int replies) {
    List<PlannedReply> plan = new ArrayList<>();
    for (int i = 0; i < replies; i++) {
      plan.add(planned(i));
    }
    var load =
        new Load.Paced(
            WORKLOAD,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            false,
            patience,
            turns);
    return new Visit(0, load, plan, now, "ws-h1", tally, awaited, () -> asking, gone::add);
  }

  private static PlannedReply planned(int index) {
    return WORKLOAD.reply(7, index, 0);
  }

  private void hearAll(Visit visit, int index) {
    visit.hear(control(), null, now);
    for (int i = 0; i < TOKENS; i++) {
      visit.hear(token(index, i), null, now + 1_000_000_000);
    }
    visit.hear("[DONE]", null, now + 1_000_000_000);
  }

  private long count(Distribution of) {
    return Objects.requireNonNull(tally.distributions.get(of)).getTotalCount();
  }

  private ReplyRow row() {
    return tally.rows.getLast().row();
  }

  private String control() {
    return new String(new Message.Start("r1", now, 0, TOKENS).json(), UTF_8);
  }

  private static String token(int reply, int index) {
    ByteBuffer json = ByteBuffer.allocate(1_000);
    var text = WORKLOAD.request(planned(reply)).replyText(TokenCorpus.standard());
    Envelope.PLAIN.write(Ascii.of("r1"), text.token(index), json);
    return new String(json.array(), 0, json.position(), UTF_8);
  }
}
