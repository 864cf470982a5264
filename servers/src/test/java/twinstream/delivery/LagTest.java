package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LagTest {
  private static final long MICRO = 1_000;
  private final Lag lag = new Lag();

  @Test
  void countsATickInTimeAsATickOnly() {
    lag.tick(9_999 * MICRO);

    assertThat(lag.ticks.sum()).isOne();
    assertThat(lag.late(0).sum()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 0",
    "19999, 0",
    "20000, 1",
    "50000, 2",
    "200000, 4",
    "500000, 5",
    "5120000, 9",
    "90000000, 9"
  })
  void countsALateTickAtItsStepAndNowhereElse(long micros, int step) {
    lag.tick(micros * MICRO);

    for (int other = 0; other < lag.steps(); other++) {
      assertThat(lag.late(other).sum()).isEqualTo(other == step ? 1 : 0);
    }
  }
}
