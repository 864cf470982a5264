package twinstream.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatlingShareTest {

  @ParameterizedTest
  @CsvSource({
    "steady, streams, 333",
    "read-heavy, streams, 2000",
    "broadcast, streams, 1000",
    "slow-readers, streams, 333",
    "chat, speed, 5",
    "chat, turns, 3",
    "resume, speed, 5",
    "connection-storm, arrivals, 100"
  })
  void isWhatOneCoreOfItCarries(String scenario, String setting, String value) {
    assertThat(GatlingShare.of(Scenarios.named(scenario), Map.of(), false).settings().values())
        .containsEntry(setting, value);
  }

  @Test
  void leavesWhatSomebodyHasChosen() {
    var chosen = Map.of("rate", "100", "opening", "2");
    assertThat(GatlingShare.of(Scenarios.named("steady"), chosen, false).settings().values())
        .containsEntry("streams", "100")
        .containsAllEntriesOf(chosen);
    assertThat(
            GatlingShare.of(Scenarios.named("steady"), Map.of("streams", "7"), false)
                .settings()
                .values())
        .containsEntry("streams", "7");
    assertThat(GatlingShare.of(Scenarios.named("chat"), Map.of(), true).settings().values())
        .containsEntry("turns", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "steady, 100, opening, 5.0",
    "connection-storm, 250, arrivals, 250.0",
    // 19,366 requests in an hour less a little.
    "chat, 54, speed, 9.7",
  })
  void comeAtTheRateThatIsAskedFor(
      String scenario, double usersPerSecond, String setting, String value) {
    String set =
        Scenarios.named(scenario).atUsersPerSecond(usersPerSecond).settings().values().get(setting);

    assertThat(Double.parseDouble(String.valueOf(set)))
        .isCloseTo(Double.parseDouble(value), org.assertj.core.data.Offset.offset(0.5));
  }

  @Test
  void refuseARateWhereNobodyArrivesOrNone() {
    assertThatThrownBy(() -> Scenarios.named("idle-memory").atUsersPerSecond(5))
        .hasMessage("nobody arrives in idle-memory at a rate");
    assertThatThrownBy(() -> Scenarios.named("chat").atUsersPerSecond(0))
        .hasMessage("users per second must be above 0, but are 0.0");
    assertThat(Scenarios.named("steady").atUsersPerSecond(20).settings().values())
        .as("all are there before the window")
        .containsEntry("opening", "25.0")
        .containsEntry("warm", "25.0");
  }
}
