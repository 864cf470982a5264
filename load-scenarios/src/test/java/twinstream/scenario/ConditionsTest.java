package twinstream.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.server.ServerSettings;

class ConditionsTest {
  private static Map<String, String> settings(String name, String value) {
    Map<String, String> settings = new HashMap<>(Scenarios.named("steady").settings().values());
    settings.put(name, value);
    return settings;
  }

  @Test
  void areThoseOfAServerThatNobodySetUnlessAFactorIsChanged() {
    Conditions usual = Conditions.of(Scenarios.named("steady").settings().values());
    assertThat(ServerSettings.of(usual.server())).isEqualTo(ServerSettings.STANDARD);
    assertThat(usual.compactHeaders()).isFalse();
    assertThat(usual.tls()).isFalse();
    assertThat(usual.streamsPerConnection()).isEqualTo(100);
  }

  @Test
  void tellTheServerItsFactorsAndNothingElse() {
    Conditions changed = Conditions.of(settings("flush", "every:4"));
    assertThat(changed.server()).contains("flush=every:4").noneMatch(word -> word.contains("rate"));
  }

  @Test
  void areFilledUpForRunsThatKnewNoFactors() {
    assertThat(ServerSettings.of(Conditions.of(Map.of("streams", "5")).server()))
        .isEqualTo(ServerSettings.STANDARD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "streams-per-connection | 0 | streams-per-connection must be a whole number from 1 to 128, but is 0",
        "streams-per-connection | x | streams-per-connection must be a whole number, but is \"x\"",
        "compact-headers | 1 | compact-headers must be on or off, but is \"1\"",
        "flush | often | flush must be each, every:TOKENS or ms:MILLIS, but is \"often\"",
      })
  void refuseAWrongFactorBeforeAnythingRuns(String name, String value, String sentence) {
    assertThatThrownBy(() -> Scenarios.named("steady").with(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
