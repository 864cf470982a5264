package twinstream.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import twinstream.result.Environment;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.TrialKey;

/// Carries out a plan, trial by trial, and goes on where an earlier attempt stopped. A block with a
/// void trial runs again whole, once, at the end.
public final class Run {

  /// Is told how the run goes on. Nothing is called inside a measured window.
  public interface Watcher {
    /// Listens to nothing.
    Watcher SILENT =
        new Watcher() {
          @Override
          public void starts(TrialKey trial, List<TrialKey> left) {}

          @Override
          public void phase(String phase) {}

          @Override
          public void ended(Result result) {}
        };

    /// @param left trials that are still to come, this one included
    void starts(TrialKey trial, List<TrialKey> left);

    void phase(String phase);

    void ended(Result result);
  }

  private final Path folder;
  private final Plan plan;
  private final Watcher watcher;
  private final Trial trial;
  private final Function<TrialKey, Planting> plantings;

  /// @param folder of the run; trials that it holds are not run again
  public Run(Path folder, Plan plan, Environment environment, Watcher watcher) {
    this(folder, plan, environment, watcher, _ -> Planting.NONE, Servers.FRESH);
  }

  /// @param folder of the run; trials that it holds are not run again
  /// @param plantings what is done to which trial on purpose
  /// @param servers where the servers of trials come from
  public Run(
      Path folder,
      Plan plan,
      Environment environment,
      Watcher watcher,
      Function<TrialKey, Planting> plantings,
      Servers servers) {
    this.folder = folder;
    this.plan = plan;
    this.watcher = watcher;
    this.plantings = plantings;
    // Being asked takes time, so no trial is that may be held against one that is not.
    boolean alone = plan.trials().stream().allMatch(key -> Pair.isByGatling(key.transport()));
    trial = new Trial(folder, environment.id(), Cores.share(), servers, _ -> alone);
  }

  /// Runs what is missing.
  ///
  /// @throws IllegalArgumentException when the folder holds trials of another plan
  /// @return all results of the run, void ones included
  /// @throws TrialFailure when a trial could not be carried out; what was finished is on disk
  public List<Result> finish() {
    Map<String, Result> results = new HashMap<>();
    for (Result result : ResultFiles.loadResults(folder)) {
      requireOwn(result);
      results.put(result.key().id(), result);
    }
    carryOut(missing(plan.trials(), results), results);
    carryOut(missing(repeats(results), results), results);
    return ResultFiles.loadResults(folder);
  }

  private void requireOwn(Result result) {
    TrialKey key = result.key();
    boolean planned =
        plan.trials().stream().anyMatch(own -> own.withAttempt(key.attempt()).equals(key));
    if (!planned
        || !result
            .parameters()
            .entrySet()
            .containsAll(plan.scenario(key).parameters().entrySet())) {
      throw new IllegalArgumentException(
          "%s holds a trial of another plan: %s. Remove its folder under trials, or start a new run"
              .formatted(folder, key.id()));
    }
  }

  private static List<TrialKey> missing(List<TrialKey> wanted, Map<String, Result> results) {
    return wanted.stream().filter(key -> !results.containsKey(key.id())).toList();
  }

  private void carryOut(List<TrialKey> trials, Map<String, Result> results) {
    for (int i = 0; i < trials.size(); i++) {
      TrialKey key = trials.get(i);
      watcher.starts(key, trials.subList(i, trials.size()));
      Result result = trial.run(key, plan.scenario(key), plantings.apply(key), watcher::phase);
      results.put(key.id(), result);
      watcher.ended(result);
    }
  }

  private List<TrialKey> repeats(Map<String, Result> results) {
    Set<String> voidBlocks = new HashSet<>();
    for (TrialKey key : plan.trials()) {
      Result result = results.get(key.id());
      if (result != null && !result.valid() && spoils(key)) {
        voidBlocks.add(block(key));
      }
    }
    List<TrialKey> repeats = new ArrayList<>();
    for (TrialKey key : plan.trials()) {
      if (voidBlocks.contains(block(key))) {
        repeats.add(key.withAttempt(2));
      }
    }
    return repeats;
  }

  // A void trial of the second observer is no reason to take the first one's trials again.
  private boolean spoils(TrialKey key) {
    return !Pair.isByGatling(key.transport())
        || plan.trials().stream()
            .filter(other -> block(other).equals(block(key)))
            .allMatch(other -> Pair.isByGatling(other.transport()));
  }

  private static String block(TrialKey key) {
    return key.scenario() + " " + key.block();
  }

  /// Ends every process that a run has started. For shutdown hooks.
  public static void endProcesses() {
    ChildProcess.endAll();
  }
}
