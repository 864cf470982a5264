package twinstream.selftest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.result.TrialKey;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdict;
import twinstream.verdict.Verdicts;

/// S7: with the labels of a run's trials swapped every effect keeps its size and changes its sign,
/// and every winner its name.
final class SwappedLabels {
  private static final double DUST = 1e-9;

  private SwappedLabels() {}

  static List<Finding> look(Lab lab) {
    var run = lab.selfCheckRun();
    return List.of(of(RunManifest.load(run), ResultFiles.loadResults(run)));
  }

  static Finding of(RunManifest manifest, List<Result> results) {
    long all = 0;
    long mirrored = 0;
    // One kind of pair at a time: a swap of both would undo half of itself.
    for (boolean selfChecks : new boolean[] {false, true}) {
      Map<String, String> names = names(manifest, selfChecks);
      var swapped = results.stream().map(result -> renamed(result, names)).toList();
      var before = lines(manifest, results, selfChecks);
      var after = lines(manifest, swapped, selfChecks);
      for (int i = 0; i < before.size(); i++) {
        all++;
        mirrored += isMirrored(before.get(i), after.get(i), names) ? 1 : 0;
      }
    }
    return Finding.of(
        "S7",
        "labels swapped in all trials of a recorded run",
        "%d of %d effects keep their size and change their sign".formatted(mirrored, all),
        all > 0 && mirrored == all);
  }

  private static List<MetricVerdict> lines(
      RunManifest manifest, List<Result> results, boolean selfChecks) {
    return Verdicts.of(manifest, results).lines().stream()
        .filter(line -> line.pair().selfCheck() == selfChecks)
        .filter(line -> line.estimate().blocks() > 1)
        .toList();
  }

  private static Map<String, String> names(RunManifest manifest, boolean selfChecks) {
    Map<String, String> names = new HashMap<>();
    for (var scenario : manifest.scenarios()) {
      for (Pair pair : scenario.pairs()) {
        if (pair.selfCheck() == selfChecks) {
          names.put(pair.first(), pair.second());
          names.put(pair.second(), pair.first());
        }
      }
    }
    return names;
  }

  private static Result renamed(Result result, Map<String, String> names) {
    TrialKey key = result.key();
    String name = names.getOrDefault(key.transport(), key.transport());
    return result.withKey(
        new TrialKey(key.scenario(), name, key.block(), key.position(), key.attempt(), key.seed()));
  }

  private static boolean isMirrored(
      MetricVerdict before, MetricVerdict after, Map<String, String> names) {
    var one = before.estimate();
    var other = after.estimate();
    return near(one.effect(), -other.effect())
        && near(one.interval95().low(), -other.interval95().high())
        && near(one.interval95().high(), -other.interval95().low())
        && sameWord(before.verdict(), after.verdict(), names);
  }

  private static boolean sameWord(Verdict before, Verdict after, Map<String, String> names) {
    return before instanceof Verdict.Better(String name)
        ? after instanceof Verdict.Better(String other) && other.equals(names.get(name))
        : before.getClass() == after.getClass();
  }

  private static boolean near(double one, double other) {
    return one == other || Math.abs(one - other) <= DUST * Math.max(Math.abs(one), Math.abs(other));
  }
}
