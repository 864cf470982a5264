package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class WelchTest {
  // Student 1908, as in R: t.test(extra ~ group, data = sleep), t = -1.8608, df = 17.776.
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void agreesWithAPublishedExample() {
    var estimate = Welch.of(FIRST, SECOND);

    assertThat(estimate.effect()).isCloseTo(1.58, within(1e-12));
    assertThat(estimate.pValue()).isCloseTo(0.07939, within(5e-6));
    assertThat(estimate.interval95().low()).isCloseTo(-0.2054832, within(5e-7));
    assertThat(estimate.interval95().high()).isCloseTo(3.3654832, within(5e-7));
  }

  @Test
  void changesItsSignWhenTheSamplesAreSwapped() {
    var one = Welch.of(FIRST, SECOND);
    var other = Welch.of(SECOND, FIRST);

    assertThat(other.effect()).isEqualTo(-one.effect());
    assertThat(other.pValue()).isEqualTo(one.pValue());
    assertThat(other.interval90().low()).isCloseTo(-one.interval90().high(), within(1e-12));
  }

  @Test
  void knowsNoIntervalOfOneValue() {
    var estimate = Welch.of(new double[] {1}, SECOND);

    assertThat(estimate.interval95().bounded()).isFalse();
    assertThat(estimate.pValue()).isEqualTo(1);
  }

  @Test
  void isCertainOfValuesWithoutSpread() {
    double[] threes = {3, 3, 3};

    assertThat(Welch.of(threes, threes).pValue()).isEqualTo(1);
    assertThat(Welch.of(threes, new double[] {4, 4}).pValue()).isZero();
  }
}
