package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "1900, µs, 1.90 ms",
    "999.9, µs, 1.00 ms",
    "66.16, µs, 66.2 µs",
    "0.0421, µs, 0.0421 µs",
    "2500000, µs, 2.50 s",
    "0.5, KiB, 512 B",
    "2048, KiB, 2.00 MiB",
    "0, µs, 0 µs",
    "-120, µs, −120 µs",
    "35241.2, tokens/s, '35,241 tokens/s'"
  })
  void readsInTheUnitOfItsSize(double value, String unit, String text) {
    assertThat(Amount.of(value, unit)).isEqualTo(text);
  }

  @Test
  void showsASmallValueAndLeavesDustZero() {
    var amount = Amount.forValuesUpTo(617, "µs");

    assertThat(amount.telling(0.02).signed(0.02)).isEqualTo("+0.02");
    assertThat(amount.telling(1e-12)).isEqualTo(amount);
    assertThat(amount.telling(0)).isEqualTo(amount);
  }

  @Test
  void givesNeighboursOneUnitAndEquallyManyDecimals() {
    var amount = Amount.forValuesUpTo(1_340, "µs");

    assertThat(amount.signed(-66)).isEqualTo("−0.07");
    assertThat(amount.signed(1_340)).isEqualTo("+1.34");
    assertThat(amount.signed(0.1)).isEqualTo("0.00");
  }
}
