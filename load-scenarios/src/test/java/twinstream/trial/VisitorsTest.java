package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import twinstream.result.Distribution;
import twinstream.result.Slo;
import twinstream.scenario.Load;
import twinstream.scenario.Patience;
import twinstream.scenario.Scenarios;
import twinstream.workload.PlannedReply;

class VisitorsTest {
  private static final long SEED = 5;

  @Test
  void planAllTurnsOfAllUsersInTheOrderOfTheirTime() {
    Load.Paced load = chat(Map.of("turns", "3", "think", "0.5"));
    var visitors = new Visitors(load, SEED, "ws-h1");
    List<PlannedReply> plan = visitors.plan(load.workload(), SEED, Measuring.horizon(load));

    assertThat(plan).extracting(PlannedReply::arrivalNanos).isSorted();
    assertThat(plan).extracting(PlannedReply::seed).doesNotHaveDuplicates();
    assertThat(plan.size()).isGreaterThan(visitors.arrivalsNanos().size());
    assertThat(plan).allMatch(reply -> reply.arrivalNanos() < Measuring.horizon(load).toNanos());
  }

  @Test
  void planWhatTheCrowdDoesWhereEachAsksOnce() {
    Load.Paced load = chat(Map.of());

    assertThat(
            new Visitors(load, SEED, "ws-h1").plan(load.workload(), SEED, Measuring.horizon(load)))
        .isEqualTo(load.workload().plan(SEED, Measuring.horizon(load)));
  }

  @Test
  void takeTheLeastLateForPunctual() {
    Load.Paced load = chat(Map.of());
    var visitors = new Visitors(load, SEED, "ws-h1");
    long now = System.nanoTime();
    var window = new Window(now, now + 60_000_000_000L);
    // By a clock that is behind by an hour.
    long told = now + 3_600_000_000_000L;
    visitors.beginAt(told);
    try (Crowd crowd = visitors.crowd(load.workload(), Patience.ENDLESS, window, Slo.CHAT, false)) {
      crowd.ask(List.of(), visitors.zeroNanos());
      visitors.arrive().begin();
      List<Tally> tallies = crowd.stop();

      var row = tallies.getFirst().rows.getFirst().row();
      assertThat(row.sent() - row.arrival()).isBetween(0L, 1_000_000_000L);
    }
  }

  @Test
  void countWhoWasDueAndNeverCame() {
    Load.Paced load = chat(Map.of());
    var visitors = new Visitors(load, SEED, "ws-h1");
    int all = visitors.arrivalsNanos().size();
    long now = System.nanoTime();
    var window = new Window(now, now + 60_000_000_000L);
    visitors.beginAt(now - Duration.ofHours(1).toNanos());
    try (Crowd crowd = visitors.crowd(load.workload(), Patience.ENDLESS, window, Slo.CHAT, false)) {
      crowd.ask(List.of(), visitors.zeroNanos());
      crowd.stopAsking();
      Tally tally = crowd.stop().getFirst();

      assertThat(tally.planned).isEqualTo(all);
      assertThat(tally.failed).isEqualTo(all);
      assertThat(tally.rows)
          .hasSize(all)
          .allMatch(ended -> ended.row().outcome().equals("refused"));
    }
  }

  @Test
  void waitForNobodyWhoIsOnlyALittleLate() {
    Load.Paced load = chat(Map.of());
    var visitors = new Visitors(load, SEED, "ws-h1");
    long now = System.nanoTime();
    var window = new Window(now, now + 60_000_000_000L);
    // The first user of a trace is due at once, and was so just now.
    visitors.beginAt(now);
    try (Crowd crowd = visitors.crowd(load.workload(), Patience.ENDLESS, window, Slo.CHAT, false)) {
      crowd.ask(List.of(), visitors.zeroNanos());
      crowd.stopAsking();

      assertThat(crowd.stop()).isEmpty();
      assertThat(visitors.arrive().begin()).as("nothing more is asked for").isFalse();
    }
  }

  @Test
  void tellHowLateTheLoadGeneratorIsByUsersWhoDoNothing() {
    Load.Paced load = chat(Map.of());
    var visitors = new Visitors(load, SEED, "ws-h1");
    long now = System.nanoTime();
    var window = new Window(now - 60_000_000_000L, now + 60_000_000_000L);
    visitors.beginAt(now);
    try (Crowd crowd = visitors.crowd(load.workload(), Patience.ENDLESS, window, Slo.CHAT, false)) {
      visitors.tick(0);
      crowd.ask(List.of(), visitors.zeroNanos());
      visitors.tick(0);
      visitors.tick(-70_000_000);
      var lag =
          Objects.requireNonNull(crowd.stop().getFirst().distributions.get(Distribution.LOOP_LAG));

      assertThat(lag.getTotalCount()).isEqualTo(2);
      assertThat(lag.getMaxValue()).isGreaterThan(69_000_000);
    }
  }

  @Test
  void refuseAPlanInWhichNobodyComes() {
    Map<String, String> rare =
        Map.of("arrivals", "0.1", "warm", "0.5", "window", "0.5", "drain", "0.2");
    var load = (Load.Paced) Scenarios.named("connection-storm").with(rare).load();

    long seed =
        LongStream.range(0, 100)
            .filter(one -> load.workload().plan(one, Measuring.horizon(load)).isEmpty())
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(() -> new Visitors(load, seed, "ws-h1"))
        .hasMessage("nobody comes within 3 s; let more users come, or run a longer window");
  }

  private static Load.Paced chat(Map<String, String> settings) {
    return (Load.Paced) Scenarios.named("chat").with(settings).load();
  }
}
