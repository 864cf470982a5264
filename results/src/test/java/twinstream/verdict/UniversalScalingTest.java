package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UniversalScalingTest {
  /// Sample of usl4j's documentation (Hale): requests per second of one to eight workers.
  private static final double[] SAMPLE = {
    955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08,
  };

  private static final double[] ONE_TO_EIGHT = nodes(8, 1);

  private static double[] nodes(int most, int repeats) {
    return IntStream.rangeClosed(1, most)
        .flatMap(n -> IntStream.generate(() -> n).limit(repeats))
        .asDoubleStream()
        .toArray();
  }

  private static double at(double n, double gamma, double alpha, double beta) {
    return gamma * n / (1 + alpha * (n - 1) + beta * n * (n - 1));
  }

  private static double[] throughput(double[] nodes, double gamma, double alpha, double beta) {
    return DoubleStream.of(nodes).map(n -> at(n, gamma, alpha, beta)).toArray();
  }

  @Test
  void findsWhatIsPublishedForAKnownSampleAndNamesNoPeak() {
    var law = UniversalScaling.of(ONE_TO_EIGHT, SAMPLE).orElseThrow();

    assertThat(law.gamma().value()).isCloseTo(939.7, within(0.1));
    assertThat(law.alpha().value()).isCloseTo(0.018, within(0.0005));
    assertThat(law.beta().value()).isCloseTo(3.1e-4, within(0.05e-4));
    // sd 1.2e-3 and Student's t with five degrees of freedom
    var interval = law.beta().interval().orElseThrow();
    assertThat(interval.high() - law.beta().value()).isCloseTo(2.5706 * 1.2e-3, within(0.2e-3));
    assertThat(interval.contains(0)).isTrue();
    assertThat(law.peak()).as("its interval holds zero").isEmpty();
  }

  @Test
  void findsTheLawBehindItsOwnValues() {
    double[] nodes = nodes(10, 2);
    double[] values = throughput(nodes, 1_200, 0.05, 0.01);
    for (int i = 0; i < values.length; i++) {
      values[i] *= i % 2 == 0 ? 1.001 : 0.999;
    }
    var law = UniversalScaling.of(nodes, values).orElseThrow();

    assertThat(law.gamma().value()).isCloseTo(1_200, within(2.0));
    assertThat(law.alpha().interval().orElseThrow().contains(0.05)).isTrue();
    assertThat(law.beta().interval().orElseThrow().contains(0.01)).isTrue();
    assertThat(law.peak().orElseThrow()).isCloseTo(Math.sqrt(0.95 / 0.01), within(0.1));
    assertThat(law.levels()).isEqualTo(10);
    assertThat(law.trials()).isEqualTo(20);
  }

  @Test
  void setsToZeroWhatWouldGoBelow() {
    double[] values = throughput(ONE_TO_EIGHT, 1_000, -0.02, 0);
    var law = UniversalScaling.of(ONE_TO_EIGHT, values).orElseThrow();

    assertThat(law.alpha())
        .isEqualTo(new UniversalScaling.Parameter(0, java.util.Optional.empty()));
    assertThat(law.beta()).isEqualTo(new UniversalScaling.Parameter(0, java.util.Optional.empty()));
    assertThat(law.gamma().value()).isGreaterThan(1_000);
  }

  @Test
  void namesNoPeakOfSevenLevels() {
    double[] seven = nodes(7, 1);

    assertThat(UniversalScaling.of(seven, throughput(seven, 1, 0.05, 0.03)).orElseThrow().peak())
        .isEmpty();
    assertThat(
            UniversalScaling.of(ONE_TO_EIGHT, throughput(ONE_TO_EIGHT, 1, 0.05, 0.03))
                .orElseThrow()
                .peak())
        .isPresent();
  }

  @Test
  void namesNoPeakBeyondTwiceTheLargestNumberOfNodes() {
    assertThat(
            UniversalScaling.of(ONE_TO_EIGHT, throughput(ONE_TO_EIGHT, 1, 0.05, 0.001))
                .orElseThrow()
                .peak())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "3, false", "4, true"})
  void laysNothingThroughFewerThanFourLevels(int levels, boolean laid) {
    double[] nodes = nodes(levels, 6);

    assertThat(UniversalScaling.of(nodes, throughput(nodes, 900, 0.1, 0.01)).isPresent())
        .isEqualTo(laid);
  }
}
