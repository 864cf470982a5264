package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.result.Metric;

/// Plays runs whose truth is known: how often do equals have a winner?
final class FalseWinnersTest {
  private static final int RUNS = 1_000;
  private static final int PLANTED_RUNS = 200;

  /// 5 % and three standard deviations of a binomial.
  private static final double MOST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / RUNS);

  static Stream<Arguments> noises() {
    return Stream.of(Noise.values())
        .flatMap(noise -> Stream.of(6, 8, 12).map(blocks -> Arguments.of(noise, blocks)));
  }

  /// One run asks four questions; that a winner can be found at all is what the second half shows.
  @ParameterizedTest
  @MethodSource("noises")
  @Timeout(60)
  void declaresAWinnerAmongEqualsInAtMostFivePercentOfRuns(Noise noise, int blocks) {
    var runs = new MadeUpRuns(noise, blocks, 20_260_101);
    var manifest = MadeUpRuns.manifest(blocks);
    int withWinner = 0;
    for (int run = 0; run < RUNS; run++) {
      withWinner += winners(Verdicts.of(manifest, runs.next(Map.of()))).isEmpty() ? 0 : 1;
    }
    int found = 0;
    for (int run = 0; run < PLANTED_RUNS; run++) {
      var verdicts = Verdicts.of(manifest, runs.next(Map.of(Metric.LATENESS_P50, 2.0)));
      found += winners(verdicts).contains(Metric.LATENESS_P50) ? 1 : 0;
    }

    assertThat(withWinner / (double) RUNS).isBetween(0.01, MOST);
    assertThat(found / (double) PLANTED_RUNS).isGreaterThan(0.7);
  }

  @Test
  void keepsTheSizeAndTurnsTheSignWhenTheLabelsAreSwapped() {
    var random = RandomSource.XO_SHI_RO_256_PP.create(3L);
    List<PairedBlock> blocks = new ArrayList<>();
    List<PairedBlock> swapped = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      double first = 50 * Math.exp(0.05 * Noise.normal(random));
      double second = 60 * Math.exp(0.05 * Noise.normal(random));
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

  private static List<Metric> winners(Verdicts verdicts) {
    return verdicts.lines().stream()
        .filter(line -> line.verdict() instanceof Verdict.Better)
        .map(MetricVerdict::metric)
        .toList();
  }
}
