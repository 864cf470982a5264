package twinstream.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;
import twinstream.verdict.Verdict;
import twinstream.verdict.Verdicts;

/// Plays a recorded run of self-checks again and again: blocks are drawn with replacement, and in
/// each of them a coin says which of the two equal trials is called the second. By construction
/// there is no difference, and the noise is what this machine has.
final class Replays {
  private static final long SEED = 5;

  private Replays() {}

  /// How many replays name a winner.
  static int falseWinners(
      RunManifest manifest, List<Result> results, Verdicts verdicts, int replays) {
    var random = new SplittableRandom(SEED);
    int winners = 0;
    for (int i = 0; i < replays; i++) {
      winners += hasWinner(manifest, results, verdicts, random) ? 1 : 0;
    }
    return winners;
  }

  private static boolean hasWinner(
      RunManifest manifest, List<Result> results, Verdicts verdicts, SplittableRandom random) {
    List<Result> drawn = new ArrayList<>();
    List<ScenarioSummary> scenarios = new ArrayList<>();
    for (var scenario : manifest.scenarios()) {
      var checks = scenario.pairs().stream().filter(Pair::selfCheck).toList();
      scenarios.add(withPairs(scenario, checks));
      for (var pair : checks) {
        drawn.addAll(drawn(scenario, pair, counting(scenario, results, verdicts), random));
      }
    }
    return Verdicts.of(manifest.withScenarios(scenarios), drawn).lines().stream()
        .anyMatch(line -> line.confirmatory() && line.verdict() instanceof Verdict.Better);
  }

  // Trials that count by block and name.
  private static List<Map<String, Result>> counting(
      ScenarioSummary scenario, List<Result> results, Verdicts verdicts) {
    return List.copyOf(
        results.stream()
            .filter(result -> result.key().scenario().equals(scenario.name()))
            .filter(result -> verdicts.counting().contains(result.key().id()))
            .collect(
                Collectors.groupingBy(
                    result -> result.key().block(),
                    Collectors.toMap(result -> result.key().transport(), result -> result)))
            .values());
  }

  private static List<Result> drawn(
      ScenarioSummary scenario,
      Pair pair,
      List<Map<String, Result>> blocks,
      SplittableRandom random) {
    List<Result> drawn = new ArrayList<>();
    for (int block = 1; block <= scenario.blocks() && !blocks.isEmpty(); block++) {
      Map<String, Result> source = blocks.get(random.nextInt(blocks.size()));
      boolean swapped = random.nextBoolean();
      drawn.add(named(source, pair, swapped ? pair.second() : pair.first(), pair.first(), block));
      drawn.add(named(source, pair, swapped ? pair.first() : pair.second(), pair.second(), block));
    }
    return drawn;
  }

  private static Result named(
      Map<String, Result> source, Pair pair, String from, String name, int block) {
    Result result = source.get(from);
    if (result == null) {
      throw new IllegalArgumentException("a block lacks a trial of " + pair);
    }
    TrialKey key = result.key();
    return result.withKey(new TrialKey(key.scenario(), name, block, key.position(), 1, key.seed()));
  }

  static ScenarioSummary withPairs(ScenarioSummary of, List<Pair> pairs) {
    return new ScenarioSummary(
        of.name(), of.question(), of.parameters(), of.confirmatory(), pairs, of.blocks());
  }
}
