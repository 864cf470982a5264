package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.result.Metric;

/// Is an effect found as often as the plan says?
final class PowerTest {
  private static final int RUNS = 1_000;
  private static final int QUESTIONS = MadeUpRuns.METRICS.size();
  private static final Metric METRIC = Metric.LATENESS_P50;
  private static final double SPREAD = MadeUpRuns.spread(METRIC);

  @ParameterizedTest
  @ValueSource(ints = {6, 8, 12})
  @Timeout(60)
  void findsNormalEffectsAsOftenAsItSays(int blocks) {
    var power = Power.of(blocks, QUESTIONS);
    for (double share : new double[] {0.7, 1}) {
      double effect = share * power.smallestFound(METRIC, SPREAD);
      double said = power.found(METRIC, SPREAD, effect);

      assertThat(foundIn(RUNS, Noise.NORMAL, blocks, effect / SPREAD))
          .isCloseTo(said, within(tolerance(said)));
    }
  }

  /// Finding more than was said breaks no promise: heavy tails have a small spread in most runs.
  @ParameterizedTest
  @EnumSource(Noise.class)
  @Timeout(60)
  void findsTheSmallestEffectOfAnyNoiseAtLeastAsOftenAsItSays(Noise noise) {
    for (int blocks : new int[] {6, 8, 12}) {
      var power = Power.of(blocks, QUESTIONS);
      double effect = power.smallestFound(METRIC, SPREAD);

      assertThat(foundIn(RUNS, noise, blocks, effect / SPREAD))
          .as("over %d blocks", blocks)
          .isGreaterThan(0.8 - tolerance(0.8));
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 0.8", "6, 1.5", "8, 1", "12, 0.8"})
  @Timeout(60)
  void showsEquivalenceAsOftenAsItSays(int blocks, double marginInSpreads) {
    double spread = MadeUpRuns.margin(METRIC) / marginInSpreads;
    double said = Power.of(blocks, QUESTIONS).equivalent(METRIC, spread);
    var random = org.apache.commons.rng.simple.RandomSource.XO_SHI_RO_256_PP.create(17L);
    int shown = 0;
    for (int run = 0; run < RUNS; run++) {
      double[] effects =
          IntStream.range(0, blocks).mapToDouble(i -> spread * Noise.normal(random)).toArray();
      shown += Equivalence.shown(Estimate.of(effects, run), MadeUpRuns.margin(METRIC)) ? 1 : 0;
    }

    assertThat(shown / (double) RUNS).isCloseTo(said, within(tolerance(said)));
  }

  /// The formula that reports and advice use, against the run that is played.
  @ParameterizedTest
  @CsvSource({"6, 1", "6, 12", "8, 4", "12, 4", "20, 12"})
  @Timeout(60)
  void agreesWithTheNoncentralT(int blocks, int questions) {
    var played = Power.of(blocks, questions);
    var formula = new StudentPower(blocks);
    double smallest = formula.smallestFound(Verdict.LEVEL / questions);

    assertThat(played.found(METRIC, SPREAD, smallest * SPREAD))
        .isCloseTo(0.8, within(tolerance(0.8)));
  }

  /// What the advice on blocks counts on, where the effect lies beside the middle of the margin,
  /// too.
  @ParameterizedTest
  @CsvSource({"6, 0, 1.5", "8, 0.4, 1.5", "12, 0.3, 1"})
  void agreesWithTheTwoOneSidedTests(int blocks, double effect, double margin) {
    var random = org.apache.commons.rng.simple.RandomSource.XO_SHI_RO_256_PP.create(23L);
    int shown = 0;
    for (int run = 0; run < RUNS; run++) {
      double[] effects =
          IntStream.range(0, blocks).mapToDouble(i -> effect + Noise.normal(random)).toArray();
      shown += Equivalence.shown(Estimate.student(effects), margin) ? 1 : 0;
    }
    double said = new StudentPower(blocks).equivalent(effect, margin);

    assertThat(said).isBetween(0.5, 0.95);
    assertThat(shown / (double) RUNS).isCloseTo(said, within(tolerance(said)));
  }

  /// Known answer: 80 % power at the two-sided 5 % level needs 34 pairs for half a standard
  /// deviation (Cohen 1988, and any program since), 15 for 0.8.
  @Test
  void needsTheBlocksOfTheTextbook() {
    assertThat(BlocksNeeded.toFind(0.5, 0.05)).isEqualTo(34);
    assertThat(BlocksNeeded.toFind(0.8, 0.05)).isEqualTo(15);
    assertThat(BlocksNeeded.toFind(0.001, 0.05)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void findsNoEffectThatIsShownToLieInsideTheMargin() {
    double margin = MadeUpRuns.margin(METRIC);
    var power = Power.of(6, 1);

    assertThat(power.smallestFound(METRIC, margin / 100)).isCloseTo(margin, within(0.01 * margin));
    assertThat(power.found(METRIC, margin / 100, margin / 2)).isZero();
    assertThat(power.equivalent(METRIC, margin / 100)).isEqualTo(1);
    assertThat(power.blocksToFindMargin(METRIC, margin / 100)).isEqualTo(6);
  }

  @Test
  void changesAnEstimateAsItsEffectsAreChanged() {
    double[] effects = IntStream.range(0, 14).mapToDouble(i -> Math.sin(i * 7.0)).toArray();
    double[] changed = java.util.Arrays.stream(effects).map(one -> 2 + 3 * one).toArray();
    var direct = Estimate.of(changed, 5);
    var derived = Estimate.of(effects, 5).changed(3, 2);

    assertThat(derived.interval95().low()).isCloseTo(direct.interval95().low(), within(1e-9));
    assertThat(derived.interval90().high()).isCloseTo(direct.interval90().high(), within(1e-9));
    assertThat(derived.pValue()).isCloseTo(direct.pValue(), within(1e-12));
  }

  @Test
  void refusesBlocksThatDecideNothing() {
    assertThatThrownBy(() -> Power.of(5, 1))
        .hasMessage("power needs at least 6 blocks and 1 question, but has 5 and 1");
  }

  private static double foundIn(int runs, Noise noise, int blocks, double spreads) {
    var madeUp = new MadeUpRuns(noise, blocks, 41);
    var manifest = MadeUpRuns.manifest(blocks);
    int found = 0;
    for (int run = 0; run < runs; run++) {
      found +=
          Verdicts.of(manifest, madeUp.next(Map.of(METRIC, spreads))).lines().stream()
                  .filter(line -> line.metric() == METRIC)
                  .anyMatch(line -> line.verdict().equals(new Verdict.Better("left")))
              ? 1
              : 0;
    }
    return found / (double) runs;
  }

  /// Three standard deviations of a binomial, and two points.
  private static double tolerance(double share) {
    return 0.02 + 3 * Math.sqrt(share * (1 - share) / RUNS);
  }
}
