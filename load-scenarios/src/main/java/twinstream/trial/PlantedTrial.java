package twinstream.trial;

import java.nio.file.Path;
import twinstream.result.Result;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;

/// A single trial with something planted, outside of any plan.
public final class PlantedTrial {
  private PlantedTrial() {}

  /// Carries it out. Its files are under `folder` when this returns, as those of a run.
  ///
  /// @param environment id of the environment, for the result file
  /// @throws TrialFailure when a process dies or does not end in time
  public static Result run(
      Path folder,
      String environment,
      Cores cores,
      TrialKey key,
      Scenario scenario,
      Planting planting) {
    return new Trial(folder, environment, cores, Servers.FRESH, _ -> false)
        .run(key, scenario, planting, _ -> {});
  }
}
