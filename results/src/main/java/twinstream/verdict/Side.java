package twinstream.verdict;

import java.util.List;
import java.util.Optional;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;

/// One of two runs that are held against each other.
///
/// @param name what sentences call it: `BASE` or `NEW`
/// @param manifest what was planned
/// @param results all its trials, void ones too
public record Side(String name, RunManifest manifest, List<Result> results) {

  public Side {
    results = List.copyOf(results);
  }

  Optional<ScenarioSummary> scenario(String scenario) {
    return manifest.scenarios().stream().filter(one -> one.name().equals(scenario)).findFirst();
  }

  List<Result> ofScenario(String scenario) {
    return results.stream().filter(result -> result.key().scenario().equals(scenario)).toList();
  }
}
