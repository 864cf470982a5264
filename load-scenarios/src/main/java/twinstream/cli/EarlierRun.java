package twinstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.scenario.Scenario;
import twinstream.verdict.Estimate;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdicts;

/// A run that was carried out before, asked how much its blocks' effects vary.
///
/// @param name as it is shown to people
record EarlierRun(String name, RunManifest manifest, List<MetricVerdict> lines) {
  private static final Path REFERENCE_RUNS = Path.of("results", "runs");

  /// The run of a folder that a user names.
  static EarlierRun of(Path folder) {
    return load(folder.toString(), folder);
  }

  /// Reference runs of the checkout, the newest first.
  static List<EarlierRun> references() {
    Path runs = Path.of(System.getProperty("twinstream.home", ".")).resolve(REFERENCE_RUNS);
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("manifest.json")))
          .map(folder -> load(REFERENCE_RUNS.resolve(folder.getFileName()).toString(), folder))
          .sorted(Comparator.comparing((EarlierRun run) -> run.manifest.created()).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EarlierRun load(String name, Path folder) {
    RunManifest manifest = Runs.manifest(folder);
    Verdicts verdicts = Verdicts.of(manifest, ResultFiles.loadResults(folder));
    return new EarlierRun(name, manifest, verdicts.lines());
  }

  /// What the run says about a metric; empty where it has fewer than two blocks of it.
  Optional<Estimate> estimate(String scenario, Pair pair, Metric metric) {
    return lines.stream()
        .filter(line -> line.scenario().equals(scenario))
        .filter(line -> line.pair().equals(pair) && line.metric() == metric)
        .map(MetricVerdict::estimate)
        .filter(estimate -> Double.isFinite(estimate.spread()))
        .findFirst();
  }

  /// True when it knows the spread of a metric that decides in the scenario.
  boolean knows(Scenario scenario, Pair pair) {
    return scenario.confirmatory().stream()
        .anyMatch(metric -> estimate(scenario.name(), pair, metric).isPresent());
  }

  /// Its settings that differ from those of a scenario, as in `warm=6 window=5`; empty when none.
  String otherSettings(Scenario scenario) {
    return manifest.scenarios().stream()
        .filter(own -> own.name().equals(scenario.name()))
        .flatMap(own -> own.parameters().entrySet().stream())
        .filter(own -> !own.getValue().equals(scenario.parameters().get(own.getKey())))
        .map(Map.Entry::toString)
        .collect(Collectors.joining(" "));
  }
}
