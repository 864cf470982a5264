package twinstream.selftest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;

/// A run in memory in which two transports ran against each other and against themselves.
///
/// @param again by how many µs the repeat of each transport is later
record MadeUpSelfChecks(double again) {
  private static final int BLOCKS = 6;
  private static final List<Pair> PAIRS =
      List.of(new Pair("one", "two"), Pair.selfCheck("one"), Pair.selfCheck("two"));

  RunManifest manifest() {
    var scenario =
        new ScenarioSummary(
            "steady", "?", Map.of("kind", "paced"), List.of(Metric.LATENESS_P50), PAIRS, BLOCKS);
    return new RunManifest(
        Result.SCHEMA,
        "0",
        "c",
        Instant.EPOCH,
        "test",
        "./bench",
        1,
        List.of(),
        List.of(scenario),
        false,
        "test");
  }

  List<Result> results() {
    var random = new SplittableRandom(1);
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= BLOCKS; block++) {
      double mood = 700 + 50 * random.nextGaussian();
      for (String name : List.of("one", "two", "one-again", "two-again")) {
        double later = name.endsWith(Pair.AGAIN) ? again : 0;
        results.add(trial(name, block, mood + later + 300 * random.nextGaussian()));
      }
    }
    return results;
  }

  /// As the file of an ordinary run holds it.
  private static Result trial(String name, int block, double lateness) {
    return new Result(
        Result.SCHEMA,
        new TrialKey("steady", name, block, 1, 1, block),
        Instant.EPOCH.plusSeconds(block),
        Map.of("kind", "paced"),
        Map.of(Metric.LATENESS_P50.name(), lateness),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        "e",
        Map.of());
  }
}
