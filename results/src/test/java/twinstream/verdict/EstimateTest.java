package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EstimateTest {

  /// Known answer: 1…6 has mean 3.5, standard deviation 1.870829, standard error 0.763763; t(0.975,
  /// 5) = 2.570582 and t(0.95, 5) = 2.015048; t = 4.582576 has p = 0.005934.
  @Test
  void givesTheTextbookIntervalsOfSixBlocks() {
    var estimate = Estimate.of(new double[] {1, 2, 3, 4, 5, 6}, 1);

    assertThat(estimate.effect()).isEqualTo(3.5);
    assertThat(estimate.interval95().low()).isCloseTo(3.5 - 2.570582 * 0.763763, within(1e-5));
    assertThat(estimate.interval90().high()).isCloseTo(3.5 + 2.015048 * 0.763763, within(1e-5));
    assertThat(estimate.pValue()).isCloseTo(0.005934, within(1e-5));
  }

  @Test
  void setsNoBoundFromOneBlock() {
    var estimate = Estimate.of(new double[] {0.2}, 1);

    assertThat(estimate.effect()).isEqualTo(0.2);
    assertThat(estimate.interval95().bounded()).isFalse();
    assertThat(estimate.pValue()).isEqualTo(1);
  }

  @Test
  void isCertainOfAQuantityWithoutSpread() {
    var estimate = Estimate.of(new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}, 1);

    assertThat(estimate.interval95()).isEqualTo(new Interval(0.5, 0.5, 0.95));
    assertThat(estimate.pValue()).isZero();
  }

  @Test
  void leansTheIntervalOfTwelveSkewedBlocksToTheLongTail() {
    double[] skewed = IntStream.range(0, 12).mapToDouble(i -> Math.exp(i / 3.0)).toArray();
    var interval = Estimate.of(skewed, 1).interval95();
    double mean = Estimate.mean(skewed);

    assertThat(interval.high() - mean).isGreaterThan(1.2 * (mean - interval.low()));
  }

  /// So many draws hold one value only that the bootstrap knows no bound on one side.
  @Test
  void fallsBackToStudentWhereMostBlocksAreEqual() {
    double[] ties = new double[12];
    ties[5] = 1_188;
    var estimate = Estimate.of(ties, 1);
    double reach = 2.200985 * 1_188 / 12;

    assertThat(estimate.interval95().low()).isCloseTo(99 - reach, within(0.01));
    assertThat(estimate.interval95().high()).isCloseTo(99 + reach, within(0.01));
  }

  @Test
  void repeatsTheBootstrapFromItsSeed() {
    double[] effects = IntStream.range(0, 14).mapToDouble(i -> Math.sin(i * 7.0)).toArray();

    assertThat(Estimate.of(effects, 5)).isEqualTo(Estimate.of(effects, 5));
    assertThat(Estimate.of(effects, 5)).isNotEqualTo(Estimate.of(effects, 6));
  }
}
