package twinstream.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.result.TrialKind;

class ScenariosTest {
  static final List<Scenario> ALL = Scenarios.ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void haveDefaultsThatAreValid(Scenario scenario) {
    assertThat(scenario.load().atMost()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void tellTheirKindAsResultsKnowIt(Scenario scenario) {
    assertThat(TrialKind.of(scenario.parameters()))
        .isEqualTo(
            switch (scenario.load()) {
              case Load.Paced paced -> paced.purpose();
              case Load.Flooded _ -> TrialKind.FLOOD;
              case Load.Ladder _ -> TrialKind.LADDER;
            });
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void tellAllTheirSettings(Scenario scenario) {
    assertThat(scenario.parameters())
        .containsKey(TrialKind.PARAMETER)
        .containsAllEntriesOf(scenario.settings().values());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void nameTheMetricsThatDecide(Scenario scenario) {
    assertThat(scenario.confirmatory()).isNotEmpty().doesNotHaveDuplicates();
  }

  static Stream<Arguments> settings() {
    return ALL.stream()
        .flatMap(scenario ->
            scenario.settings().values().keySet().stream()
                .map(setting -> Arguments.of(scenario.name(), setting)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void refuseASettingOutOfItsRangeByName(String scenario, String setting) {
    assertThatThrownBy(() -> Scenarios.named(scenario).with(Map.of(setting, "-1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            setting
                + "\\w* must be (.*from .* to .*|.* or .*|one of .*|at least .*), but is \"?-1\"?");
  }

  @Test
  void warmUpOnlyThoseWhoHaveOneTurn() {
    Scenario chat = Scenarios.named("chat").with(Map.of("warming", "9"));
    assertThat(chat.parameters()).containsEntry("warming", "9");
    assertThatThrownBy(() -> chat.with(Map.of("turns", "2")))
        .hasMessage(
            "warming must be 0 where users have several turns, but is 9; set turns to 1 or warming to 0");
  }

  @Test
  void haveNamesOfTheirOwn() {
    assertThat(ALL).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void tellTheKnownNamesWhereOneIsUnknown() {
    assertThatThrownBy(() -> Scenarios.named("chatter"))
        .hasMessageStartingWith("scenario must be one of steady, chat,")
        .hasMessageEndingWith("but is \"chatter\"");
  }

  @Test
  void climbLevelsOfOneStep() {
    Scenario ladder = Scenarios.named("idle-memory").with(Map.of("levels", "6", "step", "7"));

    assertThat(((Load.Ladder) ladder.load()).levels()).containsExactly(7, 14, 21, 28, 35, 42);
  }
}
