package twinstream.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;

/// The folder of a run of which no trial was carried out yet.
final class ARun {
  private ARun() {}

  static void into(Path folder) {
    Scenario scenario = Scenarios.named("steady");
    Plan plan = Plan.of(1, List.of(new Plan.Part(scenario, 1, Transports.names())));
    var summary =
        new ScenarioSummary(
            scenario.name(),
            scenario.question(),
            scenario.parameters(),
            scenario.confirmatory(),
            List.of(new Pair("sse-h1", "ws-h1")),
            1);
    new RunManifest(
            Result.SCHEMA,
            "0",
            "unknown",
            Instant.EPOCH,
            "test",
            "./bench",
            1,
            plan.trials(),
            List.of(summary),
            false,
            "test")
        .save(folder);
    SuiteFacts.environment().save(folder);
  }
}
