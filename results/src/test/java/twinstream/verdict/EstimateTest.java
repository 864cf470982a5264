package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.hipparchus.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EstimateTest {
  /// Extra hours of sleep of ten people, first drug minus second.
  private static final double[] SLEEP = {-1.2, -2.4, -1.3, -1.3, 0.0, -1.0, -1.8, -0.8, -4.6, -1.4};

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

  /// Known answer: Student's sleep data (1908) as R gives them, paired: t = −4.0621, p = 0.002833,
  /// 95 % interval −2.4598858 to −0.7001142; two one-sided tests at 5 % from the 90 % interval.
  @Test
  void givesTheAnswersOfStudentsSleepData() {
    var estimate = Estimate.of(SLEEP, 1);

    assertThat(estimate.effect()).isCloseTo(-1.58, within(1e-12));
    assertThat(estimate.effect() / (estimate.spread() / Math.sqrt(10)))
        .isCloseTo(-4.0621, within(5e-5));
    assertThat(estimate.pValue()).isCloseTo(0.002833, within(5e-7));
    assertThat(estimate.interval95().low()).isCloseTo(-2.4598858, within(5e-8));
    assertThat(estimate.interval95().high()).isCloseTo(-0.7001142, within(5e-8));
    assertThat(Equivalence.shown(estimate, 2.30)).isTrue();
    assertThat(Equivalence.shown(estimate, 2.29)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 11, 12, 40})
  void hasThePValueOfAnotherLibrary(int blocks) {
    double[] effects =
        IntStream.range(0, blocks).mapToDouble(i -> 0.2 + Math.sin(i * 7.0)).toArray();

    assertThat(Estimate.of(effects, 1).pValue())
        .isCloseTo(new TTest().tTest(0, effects), within(1e-9));
  }

  /// Both one-sided p-values of another library are at most 5 % exactly where equivalence is shown.
  @Test
  void showsEquivalenceWhereTwoOneSidedTestsOfAnotherLibraryDo() {
    var estimate = Estimate.of(SLEEP, 1);
    for (double margin = 0.5; margin < 4; margin += 0.01) {
      // The library's test is two-sided, and each of these effects lies on one known side.
      boolean above = estimate.effect() > -margin && new TTest().tTest(-margin, SLEEP) < 0.1;
      boolean below = estimate.effect() < margin && new TTest().tTest(margin, SLEEP) < 0.1;

      assertThat(Equivalence.shown(estimate, margin)).as("%f", margin).isEqualTo(above && below);
    }
  }

  @Test
  void neverReachesLessFarThanStudentFromTwelveBlocksOn() {
    double[] outlier = IntStream.range(0, 12).mapToDouble(i -> i == 4 ? 9 : i % 3 - 1).toArray();
    var estimate = Estimate.of(outlier, 1);
    var student = Estimate.student(outlier);

    assertThat(estimate.interval95().low()).isEqualTo(student.interval95().low());
    assertThat(estimate.interval95().high()).isGreaterThan(student.interval95().high());
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
