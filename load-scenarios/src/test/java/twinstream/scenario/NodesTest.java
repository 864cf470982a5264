package twinstream.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.scenario.Nodes.Happening;

class NodesTest {
  @Test
  void areOneThatIsLeftAloneUnlessTheScenarioSaysOtherwise() {
    assertThat(Scenarios.named("steady").nodes().isPlain()).isTrue();
    assertThat(Scenarios.named("scale-efficiency").nodes().isPlain()).isFalse();
  }

  @Test
  void knowWhatHappensToThem() {
    assertThat(happening("scale-out", Map.of("joining", "2", "join-after", "1.5")))
        .isEqualTo(new Happening.Join(2, Duration.ofMillis(1_500)));
    assertThat(happening("rolling-restart", Map.of("restart-after", "0", "node-drain", "3")))
        .isEqualTo(new Happening.Restart(Duration.ZERO, Duration.ofSeconds(3)));
    assertThat(happening("node-kill", Map.of("kill-after", "4")))
        .isEqualTo(new Happening.Kill(Duration.ofSeconds(4)));
    assertThat(happening("sticky", Map.of())).isEqualTo(new Happening.Nothing());
  }

  private static Happening happening(String scenario, Map<String, String> settings) {
    return Scenarios.named(scenario).with(settings).nodes().happening();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scale-efficiency | nodes=9 | nodes must be a number from 1 to 8, but is \"9\"",
        "scale-efficiency | node-quota=0.9 | node-quota must be a number from 0.1 to 0.8, but is \"0.9\"",
        "scale-efficiency | limit=some | limit must be one of none, quota, admission, auto, but is \"some\"",
        "scale-out | joining=4 | joining must be less than nodes (4), but is 4",
        "scale-out | held=long | held must be turn or conversation, but is \"long\"",
        "node-kill | nodes=1 | nodes must be at least 2 where one of them goes away, but is 1",
        "rolling-restart | log=disk | log must be memory or redis, but is \"disk\"",
      })
  void refuseAWrongValueWithASentence(String scenario, String setting, String sentence) {
    int equals = setting.indexOf('=');
    assertThatThrownBy(() ->
            Scenarios.named(scenario)
                .with(Map.of(setting.substring(0, equals), setting.substring(equals + 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void refuseQuotasThatTogetherTakeMoreThanTheirCore() {
    assertThatThrownBy(() ->
            Scenarios.named("scale-efficiency").with(Map.of("nodes", "8", "node-quota", "0.2")))
        .hasMessage(
            "node-quota must be at most 0.8 of a core for all nodes together, but is 0.2 for each of 8");
  }

  @Test
  void refuseABalancerThatThereIsNot() {
    assertThatThrownBy(() -> Scenarios.named("scale-out").with(Map.of("balancer", "envoy")))
        .hasMessageStartingWith("balancer must be one of reader, haproxy,")
        .hasMessageEndingWith("but is \"envoy\"");
  }
}
