package twinstream.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twinstream.result.Environment;
import twinstream.result.Gates;
import twinstream.result.Microbenchmarks;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.verdict.Verdicts;

/// All that a report shows, read from the files of a run.
///
/// @param manifest what was planned
/// @param environment where it ran
/// @param results trials in the order in which they ran
/// @param shapes what is drawn of each trial, by its id
/// @param verdicts what the results say
/// @param micro microbenchmarks that were put beside the run
record RunView(
    RunManifest manifest,
    Environment environment,
    List<Result> results,
    Map<String, TrialShape> shapes,
    Verdicts verdicts,
    Optional<Microbenchmarks> micro) {

  /// Holds one measurement in memory at a time.
  static RunView load(Path runDir) {
    var manifest = RunManifest.load(runDir);
    var results = ResultFiles.loadResults(runDir);
    Map<String, TrialShape> shapes = new LinkedHashMap<>();
    for (var result : results) {
      shapes.put(
          result.key().id(),
          TrialShape.of(
              ResultFiles.loadMeasurement(runDir, result), Gates.of(result.parameters())));
    }
    return new RunView(
        manifest,
        Environment.load(runDir),
        results,
        shapes,
        Verdicts.of(manifest, results),
        Optional.of(runDir.resolve(Microbenchmarks.FILE))
            .filter(Files::exists)
            .map(Microbenchmarks::load));
  }

  /// Trials of a scenario, void ones too.
  List<Result> ofScenario(String scenario) {
    return results.stream().filter(result -> result.key().scenario().equals(scenario)).toList();
  }

  /// Shapes of the trials of a transport that count.
  List<TrialShape> countingShapes(String scenario, String transport) {
    return ofScenario(scenario).stream()
        .filter(result -> counts(result) && result.key().transport().equals(transport))
        .flatMap(result -> Optional.ofNullable(shapes.get(result.key().id())).stream())
        .toList();
  }

  /// Trials of a name that count.
  List<Result> counting(String scenario, String name) {
    return ofScenario(scenario).stream()
        .filter(result -> counts(result) && result.key().transport().equals(name))
        .toList();
  }

  /// True when the trial enters comparisons: neither it nor another of its block is void.
  boolean counts(Result result) {
    return verdicts.counting().contains(result.key().id());
  }

  long voidTrials() {
    return results.stream().filter(result -> !result.valid()).count();
  }

  static String name(Pair pair) {
    if (pair.ofObservers()) {
      return pair.first() + ", Gatling beside the crowd";
    }
    return pair.selfCheck()
        ? pair.first() + " against itself"
        : pair.second() + " against " + pair.first();
  }
}
