package twinstream.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// What two runs have in common, and what speaks against holding them against each other.
final class Sameness {
  private static final String ABSENT = "not set";

  /// Its value names the trial and not how it was run.
  private static final String TRANSPORT = "transport";

  private Sameness() {}

  /// Scenarios of both, in the order of the base.
  static List<ScenarioSummary> scenarios(Side base, Side fresh) {
    return base.manifest().scenarios().stream()
        .filter(scenario -> fresh.scenario(scenario.name()).isPresent())
        .toList();
  }

  /// What only the base has, as in `steady, ws-h1 is not in NEW`.
  static List<String> missing(Side base, Side fresh) {
    List<String> missing = new ArrayList<>();
    for (var scenario : base.manifest().scenarios()) {
      if (fresh.scenario(scenario.name()).isEmpty()) {
        missing.add(scenario.name() + " is not in " + fresh.name());
        continue;
      }
      Set<String> transports = transports(base.ofScenario(scenario.name()));
      transports.removeAll(transports(fresh.ofScenario(scenario.name())));
      transports.forEach(
          name -> missing.add(scenario.name() + ", " + name + " is not in " + fresh.name()));
    }
    return missing;
  }

  /// Transports of both in a scenario; a transport's second copy in a self-check is none.
  static Set<String> transports(Side base, Side fresh, String scenario) {
    Set<String> common = transports(base.ofScenario(scenario));
    common.retainAll(transports(fresh.ofScenario(scenario)));
    return common;
  }

  private static Set<String> transports(List<Result> results) {
    return results.stream()
        .map(result -> result.key().transport())
        .filter(transport -> !transport.endsWith(Pair.AGAIN))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Settings of a scenario that differ, as in `rate is 30 in BASE and 60 in NEW`.
  static List<String> settings(Side base, Side fresh, ScenarioSummary scenario) {
    var other = fresh.scenario(scenario.name()).orElseThrow().parameters();
    return differences(base, scenario.parameters(), fresh, other);
  }

  /// What the trials of a scenario say about the place where they ran, where that differs:
  /// environment, and all parameters that are no settings, as cores.
  static List<String> places(Side base, Side fresh, ScenarioSummary scenario) {
    var own = base.ofScenario(scenario.name());
    var other = fresh.ofScenario(scenario.name());
    List<String> all = new ArrayList<>();
    if (environments(own).size() > 1 || !environments(own).equals(environments(other))) {
      all.add(
          "environment is %s in %s and %s in %s"
              .formatted(
                  String.join(", ", environments(own)),
                  base.name(),
                  String.join(", ", environments(other)),
                  fresh.name()));
    }
    Set<String> settings = scenario.parameters().keySet();
    all.addAll(differences(base, places(own, settings), fresh, places(other, settings)));
    return all;
  }

  private static Set<String> environments(List<Result> results) {
    return results.stream().map(Result::environment).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> places(List<Result> results, Collection<String> settings) {
    return results.stream()
        .flatMap(result -> result.parameters().entrySet().stream())
        .filter(entry -> !settings.contains(entry.getKey()) && !entry.getKey().equals(TRANSPORT))
        .distinct()
        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry::getValue))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, more) -> one + " or " + more));
  }

  private static List<String> differences(
      Side base, Map<String, String> own, Side fresh, Map<String, String> other) {
    Set<String> names = new LinkedHashSet<>(own.keySet());
    names.addAll(other.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(own.get(name), other.get(name)))
        .map(name ->
            "%s is %s in %s and %s in %s"
                .formatted(
                    name,
                    own.getOrDefault(name, ABSENT),
                    base.name(),
                    other.getOrDefault(name, ABSENT),
                    fresh.name()))
        .toList();
  }
}
