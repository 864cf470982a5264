package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.result.Measurement;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.TokenCounts;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;

class SmallestScenarioTest {
  @TempDir Path folder;

  /// Scenarios in which readers do something that they do in no other.
  private static final List<String> OF_THEIR_OWN = List.of("cancel", "slow-readers", "resume");

  // A trial takes some ten seconds. So those run on both of the twins that every other test knows,
  // the rest on one, and of the other transports each runs one. Readers who come back over HTTP/2
  // are InterruptedReadersTest's: so short a trial ends before their code is warm.
  static Stream<Arguments> cells() {
    List<String> first = Transports.FOUNDERS.names();
    List<String> others =
        Transports.names().stream().filter(transport -> !first.contains(transport)).toList();
    return Stream.of(
            cells(OF_THEIR_OWN.stream(), first),
            alternating(
                Scenarios.ALL.stream()
                    .map(Scenario::name)
                    .filter(name -> !OF_THEIR_OWN.contains(name))
                    .toList(),
                first),
            cells(Stream.of("steady"), others),
            alternating(List.of("flood", "idle-memory"), List.of("ws-h2", "sse-h2")),
            cells(Stream.of("idle-memory"), List.of(Transports.FLOOR)))
        .flatMap(cells -> cells);
  }

  private static Stream<Arguments> alternating(List<String> scenarios, List<String> transports) {
    return IntStream.range(0, scenarios.size())
        .mapToObj(i -> Arguments.of(scenarios.get(i), transports.get(i % transports.size())));
  }

  private static Stream<Arguments> cells(Stream<String> scenarios, List<String> transports) {
    return scenarios.flatMap(
        scenario -> transports.stream().map(transport -> Arguments.of(scenario, transport)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void leavesAResultOnDisk(String scenario, String transport) {
    // On a busy machine a trial may be void, and its second attempt, too, and lack what it should
    // have; then the run is carried out once more.
    try {
      check(carriedOut("first", scenario, transport), scenario, transport);
    } catch (AssertionError _) {
      check(carriedOut("second", scenario, transport), scenario, transport);
    }
  }

  private static void check(Path run, String scenario, String transport) {
    Result result = ResultFiles.loadResults(run).getLast();
    Measurement measurement = ResultFiles.loadMeasurement(run, result);
    assertThat(result.metrics().keySet()).containsAll(metrics(result.parameters()));
    assertThat(faults(measurement.tokens()))
        .isEqualTo("0 lost, 0 doubled, 0 out of order, 0 changed");
    assertThat(measurement.connections().opened()).isEqualTo(measurement.connections().planned());
    assertThat(result.parameters()).containsEntry("transport", transport);
    assertThat(result.key().scenario()).isEqualTo(scenario);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void runsARepeatOnTheTransportThatItRepeats() {
    Path run = carriedOut("again", "steady", "ws-h1" + Pair.AGAIN);

    Result result = ResultFiles.loadResults(run).getLast();
    assertThat(result.key().transport()).isEqualTo("ws-h1-again");
    assertThat(result.parameters()).containsEntry("transport", "ws-h1");
    assertThat(result.metrics()).containsKey("LATENESS_P50");
  }

  @Test
  void letsGatlingReadInThePlaceOfTheCrowd() {
    Path run = carriedOut("gatling", "chat", "ws-h1" + Pair.GATLING);

    Result result = ResultFiles.loadResults(run).getLast();
    Measurement measurement = ResultFiles.loadMeasurement(run, result);
    assertThat(result.parameters())
        .containsEntry("transport", "ws-h1")
        .containsEntry("observer", "gatling");
    assertThat(result.metrics()).containsKeys("LATENESS_P50", "ICL_P50");
    assertThat(faults(measurement.tokens()))
        .isEqualTo("0 lost, 0 doubled, 0 out of order, 0 changed");
    assertThat(measurement.timeLine().getLast().tokens()).isPositive();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private Path carriedOut(String name, String scenario, String transport) {
    Path run = folder.resolve(name);
    Smallest.run(run, scenario, List.of(transport), phase -> {}).finish();
    return run;
  }

  private static Set<String> metrics(java.util.Map<String, String> parameters) {
    return switch (String.valueOf(parameters.get("kind"))) {
      case "paced", "failover" -> Set.of("LATENESS_P50", "ICL_P50");
      case "ramp" -> Set.of("ICL_P50");
      case "flood" ->
          Set.of("THROUGHPUT", "SERVER_CPU_PER_TOKEN", "WRITES_PER_TOKEN", "BYTES_PER_TOKEN");
      case "ladder" -> Set.of("HEAP_PER_STREAM", "DIRECT_PER_STREAM", "RSS_PER_STREAM");
      default -> throw new IllegalArgumentException("no such kind: " + parameters);
    };
  }

  private static String faults(TokenCounts tokens) {
    return "%d lost, %d doubled, %d out of order, %d changed"
        .formatted(tokens.lost(), tokens.doubled(), tokens.outOfOrder(), tokens.changed());
  }
}
