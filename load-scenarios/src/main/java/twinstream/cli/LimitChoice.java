package twinstream.cli;

import java.util.Map;
import twinstream.scenario.Scenario;
import twinstream.trial.CpuQuota;

/// What holds each of several servers to a fixed size where that is left to the machine: a CPU
/// quota if one can be set here, else a number of connections. Decided before the plan is made, so
/// that all of its trials have the same and their files say which.
final class LimitChoice {
  private static final String LIMIT = "limit";

  private LimitChoice() {}

  static Scenario made(Scenario scenario) {
    return "auto".equals(scenario.settings().values().get(LIMIT))
        ? scenario.with(Map.of(LIMIT, CpuQuota.available().isPresent() ? "quota" : "admission"))
        : scenario;
  }
}
