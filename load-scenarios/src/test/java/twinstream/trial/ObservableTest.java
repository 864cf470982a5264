package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.scenario.Scenarios;

class ObservableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ws-h2-gatling | steady | '' | Gatling reads over sse-h1, ws-h1, mixed-h1, but not over \"ws-h2\"",
        "raw-tcp-gatling | steady | '' | Gatling reads over sse-h1, ws-h1, mixed-h1, but not over \"raw-tcp\"",
        "ws-h1-gatling | flood | '' | Gatling plays users who come and go, and flood has none",
        "ws-h1-gatling | idle-memory | '' | Gatling plays users who come and go, and idle-memory has none",
        "ws-h1-gatling | steady | compression=deflate | Gatling's event streams can't be compressed",
        "mixed-h1 | chat | '' | only Gatling reads from a node that serves both: ./bench gatling mixed, without --crowd",
        "sse-h1 | chat | turns=2 | only Gatling's users ask more than once, but turns is 2",
      })
  void refusesWhatAnObserverCannotPlay(
      String name, String scenario, String setting, String sentence) {
    Map<String, String> settings =
        setting.isEmpty() ? Map.of() : Map.of(setting.split("=")[0], setting.split("=")[1]);

    assertThatThrownBy(
            () -> new Plan.Part(Scenarios.named(scenario).with(settings), 1, List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void addsTheSecondObserverWhereItCanReadAndNoRepeatOfIt() {
    var part =
        new Plan.Part(Scenarios.named("steady"), 1, List.of("sse-h1", "ws-h2"))
            .selfChecked()
            .observedTwice();

    assertThat(part.transports())
        .containsExactly("sse-h1", "sse-h1-again", "ws-h2", "ws-h2-again", "sse-h1-gatling");
    assertThat(
            new Plan.Part(Scenarios.named("steady"), 1, List.of("ws-h1-gatling"))
                .selfChecked()
                .transports())
        .containsExactly("ws-h1-gatling");
  }
}
