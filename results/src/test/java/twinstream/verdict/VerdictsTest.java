package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

final class VerdictsTest {
  private static final List<Metric> CONFIRMATORY =
      List.of(Metric.SERVER_CPU_PER_TOKEN, Metric.LATENESS_P99);

  @Test
  void putsConfirmatoryMetricsFirstAndLeavesOutOtherWhatNobodyMeasured() {
    var verdicts = Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), blocks(6));

    assertThat(verdicts.lines().stream().map(MetricVerdict::metric))
        .containsExactly(Metric.SERVER_CPU_PER_TOKEN, Metric.LATENESS_P99, Metric.LATENESS_P50);
    assertThat(verdicts.deciding()).hasSize(2);
    assertThat(verdicts.invalid()).isFalse();
  }

  @Test
  void keepsAConfirmatoryMetricThatNobodyCouldMeasure() {
    var manifest = Trials.manifest(List.of(Metric.LATENESS_P99, Metric.TTFT_P90), Trials.PAIR);
    var lines = Verdicts.of(manifest, blocks(6)).deciding();

    assertThat(lines.getLast().sentence())
        .isEqualTo(
            "steady, time to first token, p90: too few samples for it in every block: "
                + "inconclusive: a longer window or more streams would be needed");
    assertThat(lines.getFirst().adjustedP())
        .as("a question without an answer is a question all the same")
        .isEqualTo(Math.min(1, 2 * lines.getFirst().estimate().pValue()));
  }

  @Test
  void tellsOfBlocksThatCountAndLackTheMetric() {
    List<Result> results = new ArrayList<>(blocks(7));
    results.add(Trials.valid("left", 8, Map.of(Metric.LATENESS_P99, 100.0)));
    results.add(Trials.valid("right", 8, values(50, 100)));
    var line = Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), results).lines().getFirst();

    assertThat(line.sentence()).contains("over 7 blocks (too few samples for it in 1 more)");
  }

  @Test
  void countsTrialsOfBlocksWithoutAVoidOneOnly() {
    List<Result> results = new ArrayList<>(blocks(1));
    results.add(Trials.trial("left", 2, 1, values(50, 100), List.of()));
    results.add(Trials.trial("right", 2, 1, values(50, 100), List.of("3 tokens were lost")));

    assertThat(Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), results).counting())
        .containsExactlyInAnyOrderElementsOf(
            blocks(1).stream().map(result -> result.key().id()).toList());
  }

  @Test
  void adjustsConfirmatoryMetricsOnly() {
    var lines = Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), blocks(6)).lines();
    double smaller = Math.min(lines.get(0).estimate().pValue(), lines.get(1).estimate().pValue());

    assertThat(Math.min(lines.get(0).adjustedP(), lines.get(1).adjustedP())).isEqualTo(2 * smaller);
    assertThat(lines.getLast().adjustedP()).isEqualTo(lines.getLast().estimate().pValue());
  }

  @Test
  void letsAQuestionThatCanHaveNoVerdictCostTheOthersNothing() {
    var steady = Trials.manifest(List.of(Metric.LATENESS_P99), Trials.PAIR).scenarios().getFirst();
    var once = new ScenarioSummary("flood", "?", Map.of(), CONFIRMATORY, List.of(Trials.PAIR), 1);
    var lines = Verdicts.of(Trials.manifest(List.of(steady, once)), blocks(6)).deciding();

    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst().adjustedP()).isEqualTo(lines.getFirst().estimate().pValue());
    assertThat(lines.getFirst().level()).isEqualTo(0.05);
  }

  @Test
  void tellsTheSmallestVisibleEffectAtTheLevelThatTheNumberOfQuestionsLeaves() {
    var two = Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), blocks(6)).lines();

    assertThat(two.get(0).level()).isEqualTo(0.025);
    assertThat(two.getLast().confirmatory()).isFalse();
    assertThat(two.getLast().level()).isEqualTo(0.05);
    assertThat(two.getFirst().estimate().smallestVisible(0.025))
        .isGreaterThan(1.15 * two.getFirst().estimate().smallestVisible(0.05));
  }

  @Test
  void takesTheRepeatOfABlockWithAVoidTrialForBothSides() {
    List<Result> results = new ArrayList<>(blocks(7));
    results.removeIf(result -> result.key().block() == 7);
    results.add(Trials.trial("left", 7, 1, values(999, 999), List.of()));
    results.add(Trials.trial("right", 7, 1, values(999, 999), List.of("3 tokens were lost")));
    results.add(Trials.trial("left", 7, 2, values(50, 100), List.of()));
    results.add(Trials.trial("right", 7, 2, values(60, 100), List.of()));
    var line = Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), results).lines().getFirst();

    assertThat(line.comparison().blocks()).hasSize(7).last().isEqualTo(new PairedBlock(7, 50, 60));
  }

  @Test
  void countsNoBlockOfWhichATrialIsMissing() {
    List<Result> results = new ArrayList<>(blocks(6));
    results.removeLast();
    var line = Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), results).lines().getFirst();

    assertThat(line.estimate().blocks()).isEqualTo(5);
  }

  @Test
  void callsTheRunInvalidWhenTooManyBlocksAreVoid() {
    List<Result> results = new ArrayList<>(blocks(4));
    results.add(Trials.trial("left", 5, 1, Map.of(), List.of("no token arrived")));

    assertThat(Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), results).invalidBecause())
        .isEmpty();
    results.add(Trials.trial("left", 6, 1, Map.of(), List.of("no token arrived")));
    assertThat(Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), results).invalidBecause())
        .containsExactly("steady, left and right: 2 of 6 blocks had a void trial, more than 20 %");
  }

  @Test
  void callsTheRunInvalidWhenTooManyBlocksOfALoneTransportAreVoid() {
    var manifest = Trials.manifest(CONFIRMATORY);
    List<Result> results = new ArrayList<>(List.of(Trials.valid("left", 1, values(50, 100))));

    assertThat(Verdicts.of(manifest, results).invalid()).isFalse();
    results.add(Trials.trial("left", 2, 1, Map.of(), List.of("no token arrived")));
    results.add(Trials.trial("left", 2, 2, Map.of(), List.of("no token arrived")));
    assertThat(Verdicts.of(manifest, results).invalidBecause())
        .containsExactly("steady, left: 1 of 2 blocks had a void trial, more than 20 %");
  }

  @Test
  void callsTheRunInvalidWhenATransportDiffersFromItself() {
    var manifest = Trials.manifest(CONFIRMATORY, Pair.selfCheck("left"));
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= 6; block++) {
      results.add(Trials.valid("left", block, values(50 + block, 100)));
      results.add(Trials.valid("left-again", block, values(80 + block, 100)));
    }

    assertThat(Verdicts.of(manifest, results).invalidBecause())
        .singleElement()
        .asString()
        .startsWith("steady: left differs from itself in server CPU per token: 1.5");
  }

  @Test
  void showsButForgivesADifferenceFromItselfThatLiesInsideTheMargin() {
    var manifest = Trials.manifest(List.of(Metric.SERVER_CPU_PER_TOKEN), Pair.selfCheck("left"));
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= 6; block++) {
      results.add(Trials.valid("left", block, values(50 + block, 100)));
      results.add(Trials.valid("left-again", block, values(51 + block, 100)));
    }
    var verdicts = Verdicts.of(manifest, results);

    assertThat(verdicts.invalid()).isFalse();
    assertThat(verdicts.lines().getFirst().harmlessSelfDifference()).isTrue();
    assertThat(verdicts.lines().getFirst().sentence()).endsWith("(differs by 1.9 %)");
  }

  @Test
  void countsAVoidRepeatAgainstTheTransportThatItRepeats() {
    var manifest = Trials.manifest(CONFIRMATORY, Trials.PAIR, Pair.selfCheck("left"));
    List<Result> results = new ArrayList<>(blocks(6));
    for (int block = 1; block <= 6; block++) {
      List<String> voids = block < 3 ? List.of("no token arrived") : List.of();
      results.add(Trials.trial("left-again", block, 1, values(50, 100), voids));
    }
    var verdicts = Verdicts.of(manifest, results);

    assertThat(verdicts.invalidBecause())
        .containsExactly(
            "steady, left and right: 2 of 6 blocks had a void trial, more than 20 %",
            "steady, left and left-again: 2 of 6 blocks had a void trial, more than 20 %");
    assertThat(verdicts.counting()).hasSize(4 * 3);
  }

  @Test
  void tellsHowLongTheMissingBlocksTake() {
    var line =
        Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), blocks(4)).lines().getFirst();

    assertThat(line.sentence()).endsWith("about 2 more blocks (3 min) would decide");
  }

  @Test
  void callsARunWithoutATrialInvalid() {
    assertThat(Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR), List.of()).invalid())
        .isTrue();
  }

  private static List<Result> blocks(int count) {
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= count; block++) {
      results.add(Trials.valid("left", block, values(50 + block % 3, 100 + block)));
      results.add(Trials.valid("right", block, values(50 + block % 2, 110 - block)));
    }
    return results;
  }

  private static Map<Metric, Double> values(double cpu, double lateness) {
    return Map.of(
        Metric.SERVER_CPU_PER_TOKEN,
        cpu,
        Metric.LATENESS_P99,
        lateness,
        Metric.LATENESS_P50,
        lateness / 2,
        Metric.THROUGHPUT,
        3_000.0);
  }

  @Test
  void letNoVoidTrialOfTheSecondObserverTakeABlockFromTheFirst() {
    List<Result> results = new ArrayList<>(blocks(6));
    for (int block = 1; block <= 6; block++) {
      results.add(
          Trials.trial(
              "left-gatling", block, 1, values(50, 100), block == 1 ? List.of("late") : List.of()));
    }
    var verdicts =
        Verdicts.of(Trials.manifest(CONFIRMATORY, Trials.PAIR, Pair.observers("left")), results);

    assertThat(verdicts.invalid()).isFalse();
    assertThat(verdicts.counting()).hasSize(17).doesNotContain("steady-b01-a1-left-gatling");
    assertThat(verdicts.deciding()).hasSize(2).allMatch(line -> line.pair().equals(Trials.PAIR));
    assertThat(verdicts.deciding().getFirst().estimate().blocks()).isEqualTo(6);
    assertThat(ofObservers(verdicts).estimate().blocks()).isEqualTo(5);
  }

  @Test
  void nameNoWinnerAmongObservers() {
    List<Result> results = new ArrayList<>(blocks(8));
    for (int block = 1; block <= 8; block++) {
      results.add(Trials.valid("left-gatling", block, values(500 + block, 9_000)));
    }
    var line =
        ofObservers(
            Verdicts.of(
                Trials.manifest(CONFIRMATORY, Trials.PAIR, Pair.observers("left")), results));

    assertThat(line.word()).isEqualTo("they differ");
    assertThat(line.outcome()).isEqualTo("they differ");
    assertThat(line.confirmatory()).isFalse();
  }

  @Test
  void callARunInvalidInWhichBothObserversHaveNothingButVoids() {
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= 2; block++) {
      for (String name : List.of("left", "left-gatling")) {
        results.add(Trials.trial(name, block, 1, values(50, 100), List.of("late")));
      }
    }
    var verdicts = Verdicts.of(Trials.manifest(2, CONFIRMATORY, Pair.observers("left")), results);

    assertThat(verdicts.invalid()).isTrue();
  }

  private static MetricVerdict ofObservers(Verdicts verdicts) {
    return verdicts.lines().stream()
        .filter(line -> line.pair().ofObservers())
        .findFirst()
        .orElseThrow();
  }
}
