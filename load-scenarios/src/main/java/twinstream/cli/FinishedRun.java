package twinstream.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twinstream.result.Environment;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.result.TrialKey;
import twinstream.verdict.Verdicts;

/// A run of which no trial is missing.
///
/// @param folder where it is
/// @param manifest what was planned
/// @param results all trials, void ones and repeats of their blocks too
record FinishedRun(Path folder, RunManifest manifest, List<Result> results) {

  /// @throws IllegalArgumentException when the folder holds no run, or one that was not finished
  /// @throws twinstream.result.DamagedRunException when a file of it is not whole
  static FinishedRun load(Path folder) {
    var manifest = Runs.manifest(folder);
    var results = ResultFiles.loadResults(folder);
    Map<String, Result> byId =
        results.stream().collect(Collectors.toMap(result -> result.key().id(), result -> result));
    long missing =
        Stream.concat(manifest.planned().stream(), repeats(manifest, byId))
            .filter(key -> !byId.containsKey(key.id()))
            .count();
    if (missing > 0) {
      throw new IllegalArgumentException(
          "%s is not finished: %d trials are missing; go on with `./bench resume %s`, or name another run"
              .formatted(folder, missing, folder));
    }
    return new FinishedRun(folder, manifest, results);
  }

  Verdicts verdicts() {
    return Verdicts.of(manifest, results);
  }

  /// Ids of the environments that its trials ran in.
  Set<String> environments() {
    return results.stream().map(Result::environment).collect(Collectors.toSet());
  }

  /// Facts of the machine that are not the same for another run, as in `kernel, jdk`; nothing where
  /// they all are.
  String factsUnlike(FinishedRun other) {
    var own = Environment.load(folder).machine();
    var others = Environment.load(other.folder).machine();
    return Stream.concat(own.keySet().stream(), others.keySet().stream())
        .distinct()
        .filter(fact -> !Objects.equals(own.get(fact), others.get(fact)))
        .collect(Collectors.joining(", "));
  }

  /// Whether another run carried out the same plan.
  boolean hasThePlanOf(FinishedRun other) {
    Function<RunManifest, Map<String, Map<String, String>>> settings =
        of ->
            of.scenarios().stream()
                .collect(Collectors.toMap(one -> one.name(), one -> one.parameters()));
    var own = settings.apply(manifest);
    return manifest.seed() == other.manifest.seed()
        && manifest.planned().equals(other.manifest.planned())
        && settings.apply(other.manifest).entrySet().stream()
            // A newer suite may know more settings.
            .allMatch(one ->
                own.getOrDefault(one.getKey(), Map.of())
                    .entrySet()
                    .containsAll(one.getValue().entrySet()));
  }

  /// The trials of blocks with a void one, once more.
  private static Stream<TrialKey> repeats(RunManifest manifest, Map<String, Result> byId) {
    Set<String> voidBlocks =
        manifest.planned().stream()
            .filter(key -> {
              var result = byId.get(key.id());
              return result != null && !result.valid();
            })
            .map(FinishedRun::block)
            .collect(Collectors.toSet());
    return manifest.planned().stream()
        .filter(key -> voidBlocks.contains(block(key)))
        .map(key -> key.withAttempt(2));
  }

  private static String block(TrialKey key) {
    return key.scenario() + " " + key.block();
  }
}
