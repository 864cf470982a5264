package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.result.Metric;
import twinstream.result.Result;

/// Plays runs whose truth is known, each with six or twelve blocks and a common mood per block.
final class FalseWinnersTest {
  private static final int RUNS = 2_000;

  /// 5 % and three standard deviations of a binomial with 2,000 runs.
  private static final double MOST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / RUNS);

  @Test
  void declaresAWinnerAmongEqualsInAtMostFivePercentOfRuns() {
    var random = RandomSource.XO_SHI_RO_256_PP.create(20_260_101L);
    var manifest =
        Trials.manifest(List.of(Metric.SERVER_CPU_PER_TOKEN, Metric.LATENESS_P50), Trials.PAIR);
    int runsWithWinner = 0;
    for (int run = 0; run < RUNS; run++) {
      boolean winner =
          Verdicts.of(manifest, equals(random)).lines().stream()
              .anyMatch(line -> line.verdict() instanceof Verdict.Better);
      runsWithWinner += winner ? 1 : 0;
    }

    assertThat(runsWithWinner / (double) RUNS).isBetween(0.01, MOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 12})
  void coversTheTruthInNinetyFivePercentOfRuns(int blocks) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(7L);
    int covered = 0;
    for (int run = 0; run < RUNS; run++) {
      double[] effects = new double[blocks];
      for (int i = 0; i < blocks; i++) {
        effects[i] = 0.3 + 0.2 * normal(random);
      }
      covered += Estimate.of(effects, run).interval95().contains(0.3) ? 1 : 0;
    }

    assertThat(covered / (double) RUNS).isBetween(0.93, 0.97);
  }

  @Test
  void keepsTheSizeAndTurnsTheSignWhenTheLabelsAreSwapped() {
    var random = RandomSource.XO_SHI_RO_256_PP.create(3L);
    List<PairedBlock> blocks = new ArrayList<>();
    List<PairedBlock> swapped = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      double first = 50 * Math.exp(0.05 * normal(random));
      double second = 60 * Math.exp(0.05 * normal(random));
      blocks.add(new PairedBlock(i, first, second));
      swapped.add(new PairedBlock(i, second, first));
    }

    assertThat(effect(swapped)).isEqualTo(-effect(blocks));
  }

  private static double effect(List<PairedBlock> blocks) {
    var comparison =
        new Comparison("steady", Trials.PAIR, Metric.SERVER_CPU_PER_TOKEN, blocks, blocks.size());
    return Math.round(Estimate.of(comparison.effects(), 1).effect() * 1e9) / 1e9;
  }

  private static List<Result> equals(UniformRandomProvider random) {
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= 6; block++) {
      double mood = Math.exp(0.3 * normal(random));
      for (String transport : List.of("left", "right")) {
        results.add(
            Trials.valid(
                transport,
                block,
                Map.of(
                    Metric.SERVER_CPU_PER_TOKEN,
                    mood * 50 * Math.exp(0.2 * normal(random)),
                    Metric.LATENESS_P50,
                    mood * 500 + 200 * normal(random))));
      }
    }
    return results;
  }

  private static double normal(UniformRandomProvider random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
