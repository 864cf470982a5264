package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;

final class RegressionsTest {
  private static final double OWN_MARGIN = Double.NaN;
  private static final long SEED = 7;
  private static final List<Metric> DECIDING =
      List.of(Metric.SERVER_CPU_PER_TOKEN, Metric.LATENESS_P99);

  @Test
  void pairsBlocksOfTheSameSeed() {
    // Blocks differ by far more than the runs do.
    var line = cpu(run(6, SEED, block -> 10 * block), run(6, SEED, block -> 10.8 * block));

    assertThat(line.paired()).isTrue();
    assertThat(line.estimate().effect()).isCloseTo(Math.log(1.08), within(1e-9));
    assertThat(line.change()).isEqualTo(new Change.Equivalent(true));
  }

  @Test
  void takesBlocksOfOtherSeedsForIndependentSamples() {
    var line = cpu(run(6, SEED, block -> 10 * block), run(6, SEED + 1, block -> 10.8 * block));

    assertThat(line.paired()).isFalse();
    assertThat(line.estimate().effect()).isCloseTo(Math.log(1.08), within(1e-9));
    assertThat(line.change()).isInstanceOf(Change.Inconclusive.class);
  }

  @Test
  void callsMoreCostARegressionAndLessAnImprovement() {
    var low = run(6, SEED, RegressionsTest::around20);
    var high = run(6, SEED, block -> 1.3 * around20(block + 1));

    assertThat(cpu(low, high).change()).isEqualTo(new Change.Regression());
    assertThat(compare(low, high).regressed()).isTrue();
    assertThat(cpu(high, low).change()).isEqualTo(new Change.Improvement());
    assertThat(compare(high, low).regressed()).isFalse();
  }

  @Test
  void callsLessThroughputARegression() {
    var manifest = manifest(List.of(Metric.THROUGHPUT), Map.of(), 6);
    var base = side("BASE", manifest, 6, SEED, Metric.THROUGHPUT, RegressionsTest::around20);
    var fresh =
        side("NEW", manifest, 6, SEED, Metric.THROUGHPUT, block -> 0.7 * around20(block + 1));

    assertThat(compare(base, fresh).lines().getFirst().change()).isEqualTo(new Change.Regression());
  }

  @Test
  void givesNoVerdictOfPacedThroughput() {
    var manifest = manifest(List.of(Metric.SERVER_CPU_PER_TOKEN), Map.of(), 6);
    var base = side("BASE", manifest, 6, SEED, Metric.THROUGHPUT, RegressionsTest::around20);

    assertThat(compare(base, base).lines().stream().map(MetricChange::metric))
        .doesNotContain(Metric.THROUGHPUT);
  }

  @Test
  void setsTheMarginOfRatiosOnly() {
    var base = run(6, SEED, RegressionsTest::around20);
    var fresh = run(6, SEED, block -> 1.08 * around20(block));

    var lines = compare(base, fresh, 0.05).lines();

    assertThat(lines.get(0).marginText()).isEqualTo("5.0 %");
    assertThat(lines.get(0).change()).isEqualTo(new Change.Regression());
    assertThat(lines.get(1).marginText()).isEqualTo("±1.00 ms");
    assertThat(cpu(base, fresh).change()).isEqualTo(new Change.Equivalent(true));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void decidesNothingOfFewerThanSixBlocks(int blocks) {
    var base = run(6, SEED, RegressionsTest::around20);
    var fresh = run(blocks, SEED, block -> 2 * around20(block));

    assertThat(cpu(base, fresh).change().word()).isEqualTo("inconclusive");
    assertThat(cpu(fresh, base).change().word()).isEqualTo("inconclusive");
  }

  @Test
  void tellsHowManyBlocksWouldDecide() {
    var random = new Random(1);
    var base = run(6, SEED, block -> 20 + 4 * random.nextGaussian());
    var fresh = run(6, SEED, block -> 20 + 4 * random.nextGaussian());

    assertThat(cpu(base, fresh).change())
        .isInstanceOfSatisfying(
            Change.Inconclusive.class,
            open -> {
              assertThat(open.blocksNeeded()).isBetween(1, 1_000);
              assertThat(open.sentence()).contains("more block").endsWith("in each run");
            });
  }

  @Test
  void adjustsForTheConfirmatoryMetricsOfAllCells() {
    var base = run(6, SEED, RegressionsTest::around20);
    var lines = compare(base, run(6, SEED, block -> 1.01 * around20(block * 2))).lines();
    double smallest =
        lines.stream()
            .filter(MetricChange::confirmatory)
            .mapToDouble(line -> line.estimate().pValue())
            .min()
            .orElseThrow();

    assertThat(lines.stream().mapToDouble(MetricChange::adjustedP).min().orElseThrow())
        .isEqualTo(Math.min(1, 4 * smallest));
  }

  @Test
  void marksExploratoryMetricsAndLetsThemNotDecide() {
    var manifest = manifest(List.of(Metric.LATENESS_P99), Map.of(), 6);
    var base =
        side("BASE", manifest, 6, SEED, Metric.CROWD_CPU_PER_TOKEN, RegressionsTest::around20);
    var fresh =
        side(
            "NEW", manifest, 6, SEED, Metric.CROWD_CPU_PER_TOKEN, block -> 2 * around20(block + 1));

    var regressions = compare(base, fresh);

    assertThat(regressions.lines().getLast().change()).isEqualTo(new Change.Regression());
    assertThat(regressions.lines().getLast().confirmatory()).isFalse();
    assertThat(regressions.regressed()).isFalse();
  }

  @Test
  void comparesNoScenarioOfOtherSettings() {
    var base = side("BASE", manifest(DECIDING, Map.of("rate", "30"), 6), 6, SEED);
    var fresh = side("NEW", manifest(DECIDING, Map.of("rate", "60", "warm", "8"), 6), 6, SEED);

    var regressions = compare(base, fresh);

    assertThat(regressions.lines()).isEmpty();
    assertThat(regressions.refused())
        .containsExactly(
            "steady was run with other settings: rate is 30 in BASE and 60 in NEW, warm is not set in BASE and 8 in NEW");
  }

  @Test
  void tellsThatTheRunsWereInDifferentPlaces() {
    var base = side("BASE", manifest(DECIDING, Map.of(), 6), 6, SEED);
    var moved =
        base.results().stream()
            .map(one -> with(one, Map.of("serverCores", "[1]"), "ffff", one.voidReasons()))
            .toList();
    var fresh = new Side("NEW", base.manifest(), moved);

    assertThat(compare(base, fresh).places())
        .containsExactly(
            "environment is 0123456789ab in BASE and ffff in NEW",
            "serverCores is not set in BASE and [1] in NEW");
    assertThat(compare(base, base).places()).isEmpty();
  }

  @Test
  void givesNoVerdictOfACellWithManyVoidTrials() {
    var base = run(6, SEED, RegressionsTest::around20);
    var broken =
        run(6, SEED, block -> 2 * around20(block)).results().stream()
            .map(one -> {
              boolean lost = one.key().block() <= 3 && one.key().transport().equals("right");
              var reasons = lost ? List.of("tokens lost: 3") : List.<String>of();
              return with(one, one.parameters(), one.environment(), reasons);
            })
            .toList();

    var regressions = compare(base, new Side("NEW", base.manifest(), broken));

    assertThat(regressions.invalid()).isTrue();
    assertThat(regressions.regressed()).isFalse();
    assertThat(regressions.lines().getFirst().change())
        .isEqualTo(new Change.Invalid("in NEW: 3 of 6 blocks had a void trial, more than 20 %"));
  }

  @Test
  void givesNoVerdictOfATransportThatDiffersFromItself() {
    var pairs = List.of(Trials.PAIR, Pair.selfCheck("left"));
    var manifest = manifest(DECIDING, Map.of(), 6, pairs);
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= 6; block++) {
      results.add(trial("left", block, SEED, values(50 + block)));
      results.add(trial("left-again", block, SEED, values(80 + block)));
      results.add(trial("right", block, SEED, values(50 + block)));
    }
    var side = new Side("BASE", manifest, results);
    var lines = compare(side, new Side("NEW", manifest, results)).lines();

    assertThat(lines.stream().map(MetricChange::transport).distinct())
        .containsExactly("left", "right");
    assertThat(lines.getFirst().change().word()).isEqualTo("invalid");
    assertThat(lines.getLast().change().word()).isEqualTo("equivalent");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void seldomFindsAChangeWhereThereIsNone(boolean paired) {
    var random = new Random(42);
    int wrong = 0;
    int found = 0;
    int runs = 400;
    for (int i = 0; i < runs; i++) {
      var base = noisy(random, SEED, 1);
      wrong += decides(base, noisy(random, paired ? SEED : SEED + 1, 1)) ? 1 : 0;
      found += decides(base, noisy(random, paired ? SEED : SEED + 1, 1.8)) ? 1 : 0;
    }
    // Three standard errors of a share of 5 %.
    double bound = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / runs);
    assertThat((double) wrong / runs).isLessThanOrEqualTo(bound);
    assertThat((double) found / runs).isGreaterThan(0.8);
  }

  private static boolean decides(Side base, Side fresh) {
    return compare(base, fresh).lines().stream()
        .anyMatch(line ->
            line.change() instanceof Change.Regression
                || line.change() instanceof Change.Improvement);
  }

  private static Side noisy(Random random, long seed, double factor) {
    return run(6, seed, block -> 20 * factor * Math.exp(0.2 * random.nextGaussian()));
  }

  private static MetricChange cpu(Side base, Side fresh) {
    return compare(base, fresh).lines().getFirst();
  }

  private static Regressions compare(Side base, Side fresh) {
    return compare(base, fresh, OWN_MARGIN);
  }

  private static Regressions compare(Side base, Side fresh, double margin) {
    return Regressions.of(
        new Side("BASE", base.manifest(), base.results()),
        new Side("NEW", fresh.manifest(), fresh.results()),
        margin);
  }

  private static double around20(int block) {
    return 20 + 0.3 * (block % 3);
  }

  private static Side run(int blocks, long seed, IntToDoubleFunction cpu) {
    var manifest = manifest(DECIDING, Map.of(), 6);
    return side("BASE", manifest, blocks, seed, Metric.SERVER_CPU_PER_TOKEN, cpu);
  }

  private static Side side(String name, RunManifest manifest, int blocks, long seed) {
    return side(
        name, manifest, blocks, seed, Metric.SERVER_CPU_PER_TOKEN, RegressionsTest::around20);
  }

  private static Side side(
      String name,
      RunManifest manifest,
      int blocks,
      long seed,
      Metric metric,
      IntToDoubleFunction value) {
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      for (var transport : List.of("left", "right")) {
        var values = Map.of(metric, value.applyAsDouble(block), Metric.LATENESS_P99, 100.0);
        results.add(trial(transport, block, seed, values));
      }
    }
    return new Side(name, manifest, results);
  }

  private static Map<Metric, Double> values(double cpu) {
    return Map.of(Metric.SERVER_CPU_PER_TOKEN, cpu, Metric.LATENESS_P99, 100.0);
  }

  private static Result trial(String transport, int block, long seed, Map<Metric, Double> values) {
    var one = Trials.valid(transport, block, values);
    var key = new TrialKey("steady", transport, block, 1, 1, 100 * seed + block);
    return copy(one, key, one.parameters(), one.environment(), one.voidReasons());
  }

  private static Result with(
      Result one, Map<String, String> parameters, String environment, List<String> voids) {
    return copy(one, one.key(), parameters, environment, voids);
  }

  private static Result copy(
      Result one,
      TrialKey key,
      Map<String, String> parameters,
      String environment,
      List<String> voids) {
    return new Result(
        one.schema(),
        key,
        one.started(),
        parameters,
        one.metrics(),
        one.samples(),
        one.fits(),
        one.humps(),
        one.caveats(),
        voids,
        environment,
        one.files());
  }

  private static RunManifest manifest(
      List<Metric> confirmatory, Map<String, String> parameters, int blocks) {
    return manifest(confirmatory, parameters, blocks, List.of(Trials.PAIR));
  }

  private static RunManifest manifest(
      List<Metric> confirmatory, Map<String, String> parameters, int blocks, List<Pair> pairs) {
    var scenario =
        new ScenarioSummary("steady", "Sooner?", parameters, confirmatory, pairs, blocks);
    return new RunManifest(
        1, "0", "c", Instant.EPOCH, "test", "./bench", 1, List.of(), List.of(scenario), false, "");
  }
}
