package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.result.Scale;

/// How often does the 95 % interval hold the truth?
final class CoverageTest {
  private static final int RUNS = 4_000;
  private static final double TRUTH = 0.3;

  /// Three standard deviations of a binomial.
  private static final double TOLERANCE = 3 * Math.sqrt(0.05 * 0.95 / RUNS);

  static Stream<Arguments> fairTwins() {
    return Stream.of(Scale.values())
        .flatMap(scale ->
            Stream.of(Noise.values())
                .flatMap(noise ->
                    Stream.of(6, 8, 12).map(blocks -> Arguments.of(scale, noise, blocks))));
  }

  @ParameterizedTest
  @MethodSource("fairTwins")
  @Timeout(60)
  void coversTheTruthOfTwinsThatStrayAlike(Scale scale, Noise noise, int blocks) {
    assertThat(covered(scale, blocks, noise, noise)).isBetween(0.93 - TOLERANCE, 0.97 + TOLERANCE);
  }

  /// A limit: where one side alone is skewed, so are the effects, and t over few blocks covers
  /// less.
  @ParameterizedTest
  @CsvSource({
    "LOGNORMAL, 6, 0.91",
    "LOGNORMAL, 8, 0.92",
    "LOGNORMAL, 12, 0.95",
    "EXPONENTIAL, 6, 0.89",
    "EXPONENTIAL, 8, 0.90",
    "EXPONENTIAL, 12, 0.95"
  })
  @Timeout(60)
  void coversLessWhereOneSideAloneIsSkewed(Noise noise, int blocks, double stated) {
    assertThat(covered(Scale.DIFFERENCE, blocks, null, noise))
        .isBetween(stated - 0.02, stated + 0.02);
  }

  private static double covered(
      Scale scale, int blocks, @org.jspecify.annotations.Nullable Noise first, Noise second) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(7L);
    int covered = 0;
    for (int run = 0; run < RUNS; run++) {
      double[] effects = new double[blocks];
      for (int i = 0; i < blocks; i++) {
        effects[i] = effect(scale, random, first, second);
      }
      covered += Estimate.of(effects, run).interval95().contains(TRUTH) ? 1 : 0;
    }
    return covered / (double) RUNS;
  }

  /// Two trials that share their block's mood.
  private static double effect(
      Scale scale,
      UniformRandomProvider random,
      @org.jspecify.annotations.Nullable Noise first,
      Noise second) {
    double mood = Noise.normal(random);
    double left = mood + 0.2 * (first == null ? 0 : first.draw(random));
    double right = mood + TRUTH + 0.2 * second.draw(random);
    return switch (scale) {
      case RATIO -> scale.effect(50 * Math.exp(left), 50 * Math.exp(right));
      case DIFFERENCE -> scale.effect(left, right);
    };
  }
}
