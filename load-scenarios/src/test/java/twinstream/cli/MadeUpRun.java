package twinstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import twinstream.result.Environment;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;
import twinstream.scenario.Scenario;
import twinstream.scenario.Scenarios;
import twinstream.trial.Plan;

/// The folder of a finished run of `steady` in six blocks, results only.
///
/// @param cost of a token on either transport, times 20 µs
/// @param factor cost on `ws-h1` relative to `sse-h1`
/// @param lossy how many blocks have a void trial, and again when they are repeated
/// @param kernel what makes the environment
record MadeUpRun(
    long seed,
    double cost,
    double factor,
    int lossy,
    String kernel,
    String commit,
    Map<String, String> settings,
    List<String> transports) {
  private static final int BLOCKS = 6;

  static MadeUpRun of(long seed) {
    return new MadeUpRun(seed, 1, 1, 0, "a kernel", "c", Map.of(), List.of("sse-h1", "ws-h1"));
  }

  MadeUpRun costing(double other) {
    return new MadeUpRun(seed, other, factor, lossy, kernel, commit, settings, transports);
  }

  MadeUpRun factor(double other) {
    return new MadeUpRun(seed, cost, other, lossy, kernel, commit, settings, transports);
  }

  MadeUpRun losing(int blocks) {
    return new MadeUpRun(seed, cost, factor, blocks, kernel, commit, settings, transports);
  }

  MadeUpRun in(String other) {
    return new MadeUpRun(seed, cost, factor, lossy, other, commit, settings, transports);
  }

  MadeUpRun builtFrom(String other) {
    return new MadeUpRun(seed, cost, factor, lossy, kernel, other, settings, transports);
  }

  MadeUpRun with(Map<String, String> other) {
    return new MadeUpRun(seed, cost, factor, lossy, kernel, commit, other, transports);
  }

  MadeUpRun transports(String... other) {
    return new MadeUpRun(seed, cost, factor, lossy, kernel, commit, settings, List.of(other));
  }

  /// Writes it, and tells what it planned.
  RunManifest into(Path folder) {
    try {
      Files.createDirectories(folder);
      Scenario scenario = Scenarios.named("steady").with(settings);
      Plan plan = Plan.of(seed, List.of(new Plan.Part(scenario, BLOCKS, transports)));
      var environment = new Environment(Map.of("kernel", kernel), Map.of(), Map.of(), Map.of());
      environment.save(folder);
      for (TrialKey key : plan.trials()) {
        save(folder, key, scenario, environment.id());
        if (key.block() <= lossy) {
          save(folder, key.withAttempt(2), scenario, environment.id());
        }
      }
      RunManifest manifest = manifest(plan, scenario);
      manifest.save(folder);
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunManifest manifest(Plan plan, Scenario scenario) {
    var summary =
        new ScenarioSummary(
            scenario.name(),
            scenario.question(),
            scenario.parameters(),
            scenario.confirmatory(),
            transports.size() < 2 ? List.of() : List.of(new Pair("sse-h1", "ws-h1")),
            BLOCKS);
    return new RunManifest(
        Result.SCHEMA,
        "0",
        commit,
        Instant.EPOCH,
        "test",
        "./bench",
        seed,
        plan.trials(),
        List.of(summary),
        false,
        "test");
  }

  private void save(Path folder, TrialKey key, Scenario scenario, String environment)
      throws IOException {
    boolean second = key.transport().equals("ws-h1");
    double cpu = 20 * cost * (second ? factor : 1) * (1 + 0.01 * (key.block() % (second ? 3 : 2)));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("SERVER_CPU_PER_TOKEN", cpu * (1 + 0.005 * (key.block() * cost % 2)));
    metrics.put("LATENESS_P50", 700.0 + key.block());
    metrics.put("LATENESS_P99", 2_000.0 + 10 * key.block());
    boolean lost = key.block() <= lossy && second;
    var result =
        new Result(
            Result.SCHEMA,
            key,
            Instant.EPOCH.plusSeconds(key.block() * 40L + key.position() * 20L),
            scenario.parameters(),
            metrics,
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            lost ? List.of("tokens lost: 3") : List.of(),
            environment,
            Map.of());
    Path trial = Files.createDirectories(folder.resolve("trials").resolve(key.id()));
    Files.writeString(trial.resolve("result.json"), JsonMapper.shared().writeValueAsString(result));
  }
}
