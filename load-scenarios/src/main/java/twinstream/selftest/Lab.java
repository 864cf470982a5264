package twinstream.selftest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import twinstream.result.Measurement;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Cores;
import twinstream.trial.Plan;
import twinstream.trial.PlantedTrial;
import twinstream.trial.Planting;

/// Where checks carry out their trials. What one of them has run is there for the others.
public final class Lab {
  /// Carries out a whole run as the command line does, with manifest and report.
  @FunctionalInterface
  public interface RunMaker {
    /// @return its folder
    Path run(String name, Plan plan, Function<TrialKey, Planting> plantings);
  }

  static final long SEED = 20_231_116;
  private static final int SELF_CHECK_BLOCKS = 6;

  /// Steady streams with short windows, in full processes.
  static final Map<String, String> STEADY =
      Map.of(
          "streams", "200",
          "rate", "50",
          "opening", "1",
          "warm", "3",
          "window", "3",
          "drain", "0.5",
          "until-done", "0");

  private final Path folder;
  private final String environment;
  private final RunMaker runs;
  private final Cores cores = Cores.share();
  private int trials;
  private @Nullable Path selfChecked;

  /// @param folder where everything is kept
  /// @param environment id of the environment, for result files
  public Lab(Path folder, String environment, RunMaker runs) {
    this.folder = folder;
    this.environment = environment;
    this.runs = runs;
  }

  Cores cores() {
    return cores;
  }

  /// A trial with something planted, and what it measured.
  record Seen(Result result, Measurement measurement) {}

  /// Carries out one trial.
  Seen trial(String scenario, Map<String, String> settings, String transport, Planting planting) {
    Scenario own = Scenarios.named(scenario).with(settings);
    var key = new TrialKey(scenario, transport, ++trials, 1, 1, SEED);
    Result result = PlantedTrial.run(folder, environment, cores, key, own, planting);
    return new Seen(result, ResultFiles.loadMeasurement(folder, result));
  }

  /// A run of each transport against itself and the others: carried out once.
  Path selfCheckRun() {
    if (selfChecked == null) {
      selfChecked = runs.run("self-check", plan(SELF_CHECK_BLOCKS, true), _ -> Planting.NONE);
    }
    return selfChecked;
  }

  /// Carries out a run of some plan.
  Path run(String name, Plan plan, Function<TrialKey, Planting> plantings) {
    return runs.run(name, plan, plantings);
  }

  /// Carries out a run of the twins with something planted in some of its trials.
  Path twinRun(String name, int blocks, Function<TrialKey, Planting> plantings) {
    return runs.run(name, plan(blocks, false), plantings);
  }

  private static Plan plan(int blocks, boolean selfChecks) {
    var part =
        new Plan.Part(Scenarios.named("steady").with(STEADY), blocks, Transports.FOUNDERS.names());
    return Plan.of(SEED, List.of(selfChecks ? part.selfChecked() : part));
  }
}
