package twinstream.verdict;

import java.util.ArrayList;
import java.util.List;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;

/// Why a run as a whole must not be believed: broken parity, void trials, a transport that differs
/// from itself, or trials that come from different machines. A transport that differs from itself
/// by an amount that is shown to lie inside the margin is no reason: no verdict can rest on so
/// little. It is shown.
final class Invalidity {
  private static final String NOBODY = "";

  private Invalidity() {}

  static List<String> of(RunManifest manifest, List<Result> results, List<MetricVerdict> lines) {
    List<String> reasons = new ArrayList<>();
    if (results.isEmpty()) {
      reasons.add("no trial has finished");
    }
    for (var scenario : manifest.scenarios()) {
      var own = results.stream().filter(r -> r.key().scenario().equals(scenario.name())).toList();
      for (var pair : scenario.pairs()) {
        // What a second observer saw can't spoil what the first one did.
        if (!pair.ofObservers()) {
          new Blocks(own)
              .problem(pair)
              .ifPresent(problem -> reasons.add(cell(scenario, pair) + ": " + problem));
        }
      }
      if (scenario.pairs().stream().allMatch(Pair::ofObservers)) {
        own.stream()
            .map(result -> result.key().transport())
            .distinct()
            .sorted()
            .forEach(alone ->
                new Blocks(own)
                    .voids(new Pair(alone, NOBODY))
                    .tooMany()
                    .ifPresent(
                        problem -> reasons.add(scenario.name() + ", " + alone + ": " + problem)));
      }
    }
    lines.stream()
        .filter(Invalidity::failedSelfCheck)
        .map(Invalidity::selfCheck)
        .forEach(reasons::add);
    long environments = results.stream().map(Result::environment).distinct().count();
    if (environments > 1) {
      reasons.add("the trials come from " + environments + " different environments");
    }
    return reasons;
  }

  static boolean failedSelfCheck(MetricVerdict line) {
    return line.pair().selfCheck()
        && line.confirmatory()
        && line.verdict() instanceof Verdict.Better;
  }

  static String selfCheck(MetricVerdict line) {
    return "%s: %s differs from itself in %s: %s"
        .formatted(line.scenario(), line.pair().first(), line.metric().title(), line.effect());
  }

  private static String cell(ScenarioSummary scenario, Pair pair) {
    return scenario.name() + ", " + pair.first() + " and " + pair.second();
  }
}
