package twinstream.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Settings settings = Settings.of("streams", 5, "warm", 1.5);

  @Test
  void keepTheirOrder() {
    assertThat(settings.values())
        .containsExactly(Map.entry("streams", "5"), Map.entry("warm", "1.5"));
  }

  @Test
  void replaceSomeValuesAndLeaveTheOthers() {
    assertThat(settings.with(Map.of("streams", "7")).values())
        .containsExactly(Map.entry("streams", "7"), Map.entry("warm", "1.5"));
  }

  @Test
  void refuseAnUnknownNameAndTellTheKnownOnes() {
    assertThatThrownBy(() -> settings.with(Map.of("stream", "7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"stream\" is not a setting; there are streams, warm");
  }

  @Test
  void readSecondsWithFractions() {
    assertThat(settings.seconds("warm", 0, 10)).isEqualTo(Duration.ofMillis(1_500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "NaN", "Infinity", "0", "11", "1e3"})
  void refuseWhatIsNotANumberInItsRange(String value) {
    assertThatThrownBy(() -> settings.with(Map.of("streams", value)).number("streams", 1, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("streams must be a number from 1 to 10, but is \"" + value + "\"");
  }

  @Test
  void refuseAFractionWhereAWholeNumberIsWanted() {
    assertThatThrownBy(() -> settings.with(Map.of("streams", "1.5")).whole("streams", 1, 10))
        .hasMessage("streams must be a whole number from 1 to 10, but is \"1.5\"");
  }

  @ParameterizedTest
  @CsvSource({"1", "10"})
  void takeTheEndsOfTheRange(String value) {
    assertThat(settings.with(Map.of("streams", value)).whole("streams", 1, 10))
        .isEqualTo(Integer.parseInt(value));
  }
}
