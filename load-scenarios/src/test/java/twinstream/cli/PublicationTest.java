package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.result.Pair;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;

class PublicationTest {
  @Test
  void needsBlocksAndWindowsOfSomeLengthAndEachTransportAgainstItself() {
    var publication = publication(part("steady", 6, 10).selfChecked());

    assertThat(publication.possible()).isTrue();
    assertThat(publication.reason()).contains("at least 6 blocks and windows of at least 10 s");
  }

  @Test
  void saysWhichScenarioLacksWhatAndWhatToRunInstead() {
    var publication = publication(part("steady", 6, 5), part("flood", 1, 10).selfChecked());

    assertThat(publication.possible()).isFalse();
    assertThat(publication.reason())
        .isEqualTo(
            "no A/A blocks, so the noise is not known (steady); fewer than 6 blocks (flood); "
                + "windows under 10 s (steady). One that is: ./bench run steady flood");
  }

  @Test
  void asksNoWindowOfALadder() {
    var ladder = new Plan.Part(Scenarios.named("idle-memory"), 6, Transports.names());

    assertThat(publication(ladder.selfChecked()).possible()).isTrue();
  }

  @Test
  void comparesTheTwinsAndEachTransportWithItself() {
    assertThat(Runs.pairs(part("steady", 6, 10).selfChecked()))
        .containsExactly(
            new Pair("sse-h1", "ws-h1"), Pair.selfCheck("sse-h1"), Pair.selfCheck("ws-h1"));
    assertThat(Runs.pairs(part("steady", 6, 10))).containsExactly(new Pair("sse-h1", "ws-h1"));
  }

  @Test
  void comparesAllTwinsAndEachTransportWithTheControl() {
    var all = new Plan.Part(Scenarios.named("steady"), 6, Transports.names());
    assertThat(Runs.pairs(all))
        .contains(new Pair("sse-h1", "ws-h1"), new Pair("sse-h2", "ws-h2"))
        .contains(new Pair("raw-tcp", "sse-h1"), new Pair("raw-tcp", "ws-h2"))
        .doesNotContain(new Pair("sse-h1", "sse-h2"), new Pair("bare-nio", "raw-tcp"));
  }

  @ParameterizedTest
  @CsvSource({
    "resume, log-window=0 log-window=10 log-window=40 log-window=100, 3",
    "scale-out, nodes=2 nodes=3 nodes=4 nodes=5, 3",
    "scale-efficiency, nodes=1 nodes=2, 1",
    "scale-efficiency, nodes=1 nodes=2 nodes=4 nodes=8, 0",
  })
  void comparesATransportWithItselfUnderNeighbouringSettingsUnlessALawDoes(
      String scenario, String settings, int pairs) {
    List<String> names =
        Stream.of(settings.split(" ")).map(setting -> Pair.varied("sse-h1", setting)).toList();

    assertThat(Runs.pairs(new Plan.Part(Scenarios.named(scenario), 6, names)))
        .isEqualTo(
            IntStream.rangeClosed(1, pairs)
                .mapToObj(i -> new Pair(names.get(i - 1), names.get(i)))
                .toList());
  }

  private static Publication publication(Plan.Part... parts) {
    return Publication.of(Plan.of(1, List.of(parts)));
  }

  private static Plan.Part part(String scenario, int blocks, int seconds) {
    var settings = Map.of("window", Integer.toString(seconds));
    return new Plan.Part(
        Scenarios.named(scenario).with(settings), blocks, Transports.FOUNDERS.names());
  }
}
