package twinstream.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;

/// Made-up results and plans for tests of verdicts.
final class Trials {
  static final Pair PAIR = new Pair("left", "right");

  private Trials() {}

  static Result valid(String transport, int block, Map<Metric, Double> values) {
    return trial(transport, block, 1, values, List.of());
  }

  static Result trial(
      String transport, int block, int attempt, Map<Metric, Double> values, List<String> voids) {
    var metrics =
        values.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));
    return new Result(
        Result.SCHEMA,
        new TrialKey("steady", transport, block, 1, attempt, 1),
        Instant.EPOCH.plusSeconds(transport.equals("left") ? 0 : 40),
        Map.of(),
        metrics,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        voids,
        "0123456789ab",
        Map.of());
  }

  static RunManifest manifest(List<Metric> confirmatory, Pair... pairs) {
    return manifest(6, confirmatory, pairs);
  }

  static RunManifest manifest(int blocks, List<Metric> confirmatory, Pair... pairs) {
    var scenario =
        new ScenarioSummary(
            "steady", "Which is sooner?", Map.of(), confirmatory, List.of(pairs), blocks);
    return manifest(List.of(scenario));
  }

  static RunManifest manifest(List<ScenarioSummary> scenarios) {
    return new RunManifest(
        1, "0", "c", Instant.EPOCH, "test", "./bench", 1, List.of(), scenarios, false, "");
  }
}
