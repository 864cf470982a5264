package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import twinstream.result.LiveSettings;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;

final class ParityTest {
  private static final String NODELAY = "tcp.nodelay";

  private static List<Result> run(LiveSettings left, LiveSettings right) {
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= 6; block++) {
      results.add(trial("left", block).withLive(left));
      results.add(trial("right", block).withLive(right));
    }
    return results;
  }

  private static Result trial(String transport, int block) {
    double value = transport.equals("left") ? 100 + block : 300 + block;
    return Trials.valid(transport, block, Map.of(Metric.LATENESS_P50, value));
  }

  private static LiveSettings live(String nodelay) {
    return new LiveSettings(Map.of(NODELAY, nodelay, "outbox.messages", "1024"), Map.of());
  }

  private static Verdicts judged(List<Result> results) {
    return Verdicts.of(Trials.manifest(List.of(Metric.LATENESS_P50), Trials.PAIR), results);
  }

  private static String outcome(List<Result> results) {
    return judged(results).lines().getFirst().outcome();
  }

  @Test
  void givesTwinsThatAreSetAlikeTheirVerdict() {
    assertThat(outcome(run(live("true"), live("true")))).isEqualTo("left is better");
  }

  @Test
  void givesTwinsThatAreSetDifferentlyNoVerdictAndNamesTheSetting() {
    var verdicts = judged(run(live("true"), live("false")));

    assertThat(verdicts.lines())
        .allSatisfy(line ->
            assertThat(line.outcome())
                .isEqualTo(
                    "invalid: broken parity: tcp.nodelay is true on left and false on right"));
    assertThat(verdicts.invalidBecause())
        .containsExactly(
            "steady, left and right: broken parity: tcp.nodelay is true on left and false on right");
  }

  @Test
  void excusesWhatTheTransportListsItself() {
    var excused = new LiveSettings(live("false").values(), Map.of(NODELAY, "for a reason"));

    assertThat(outcome(run(live("true"), excused))).isEqualTo("left is better");
    assertThat(outcome(run(excused, live("true")))).isEqualTo("left is better");
  }

  @Test
  void seesASettingThatOneSideLacks() {
    var without = new LiveSettings(Map.of("outbox.messages", "1024"), Map.of());

    assertThat(outcome(run(live("true"), without)))
        .isEqualTo("invalid: broken parity: tcp.nodelay is true on left and absent on right");
  }

  @Test
  void seesASettingThatChangesBetweenTrialsOfOneTransportThoughItIsListed() {
    var excused = Map.of("jvm.flags", "for a reason");
    var results = run(settings("-Xmx512m", excused), settings("-Xmx512m", excused));
    results.set(2, results.get(2).withLive(settings("-Xmx256m", excused)));

    assertThat(outcome(results))
        .isEqualTo(
            "invalid: broken parity: jvm.flags is -Xmx256m or -Xmx512m on left and -Xmx512m on right");
  }

  private static LiveSettings settings(String flags, Map<String, String> excused) {
    return new LiveSettings(Map.of("jvm.flags", flags), excused);
  }

  @Test
  void excusesNothingBetweenATransportAndItself() {
    var pair = Pair.selfCheck("left");
    var excused = Map.of(NODELAY, "for a reason");
    var results =
        List.of(
            trial("left", 1).withLive(new LiveSettings(Map.of(NODELAY, "true"), excused)),
            trial("left-again", 1).withLive(new LiveSettings(Map.of(NODELAY, "false"), excused)));

    assertThat(Parity.problem(pair, results))
        .contains("broken parity: tcp.nodelay is true on left and false on left-again");
  }

  private static Optional<String> between(
      String first, LiveSettings ofFirst, String second, LiveSettings ofSecond) {
    return Parity.problem(
        new Pair(first, second),
        List.of(trial(first, 1).withLive(ofFirst), trial(second, 1).withLive(ofSecond)));
  }

  private static LiveSettings log(String log, String nodelay) {
    return new LiveSettings(Map.of("log", log, NODELAY, nodelay), Map.of());
  }

  @Test
  void letsATransportDifferFromItselfInWhatFollowsFromTheSettingThatIsVaried() {
    assertThat(
            between(
                "left@state=sticky", log("memory", "true"),
                "left@state=shared", log("redis", "true")))
        .isEmpty();
  }

  @Test
  void letsItDifferInNothingElse() {
    assertThat(
            between(
                "left@state=sticky", log("memory", "true"),
                "left@state=shared", log("redis", "false")))
        .contains(
            "broken parity: tcp.nodelay is true on left@state=sticky and false on left@state=shared");
    assertThat(
            between(
                "left@nodes=1", log("memory", "true"),
                "left@nodes=2", log("redis", "true")))
        .contains("broken parity: log is memory on left@nodes=1 and redis on left@nodes=2");
  }

  @Test
  void letsTransportsInTheSameSettingDifferInNothingThatFollowsFromIt() {
    assertThat(
            between(
                "left@state=shared", log("memory", "true"),
                "right@state=shared", log("redis", "true")))
        .contains(
            "broken parity: log is memory on left@state=shared and redis on right@state=shared");
    assertThat(
            between(
                "left@state=shared", log("memory", "true"),
                "left@state=shared-again", log("redis", "true")))
        .isPresent();
  }

  @Test
  void forgivesAVoidTrialThatHadNoOpenStreamToReadFrom() {
    var results = run(live("true"), live("true"));
    results.add(
        Trials.trial("right", 7, 1, Map.of(), List.of("no stream opened"))
            .withLive(new LiveSettings(Map.of("outbox.messages", "1024"), Map.of())));

    assertThat(Parity.problem(Trials.PAIR, results)).isEmpty();
  }

  @Test
  void saysNothingOfTrialsWhoseServersWereNotAsked() {
    assertThat(outcome(run(LiveSettings.NONE, LiveSettings.NONE))).isEqualTo("left is better");
  }
}
