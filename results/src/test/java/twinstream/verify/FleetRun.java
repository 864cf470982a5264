package twinstream.verify;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import twinstream.report.Report;
import twinstream.result.Environment;
import twinstream.result.FleetMeasurements;
import twinstream.result.Measurement;
import twinstream.result.MeasurementFiles;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.RunFiles;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;
import twinstream.result.WholeMeasurements;

/// A made-up run of several nodes with its reports and hashes, the same at every call: ramps over
/// one to so many nodes, a node that joins under load, and one that is killed.
///
/// @param blocks of each scenario
/// @param fewest nodes of a ramp
/// @param nodes most of a ramp
/// @param noise standard deviation of a trial's values, as a share
/// @param endless so many trials of the ramp never reach their knee
record FleetRun(int blocks, int fewest, int nodes, double noise, int endless) {
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
  private static final List<String> TWINS = List.of("alpha", "beta");
  private static final List<String> HELD = List.of("turn", "conversation");

  private record Writing(Path folder, String environment, List<TrialKey> planned, Random random) {
    double stray(double noise) {
      return 1 + noise * random.nextGaussian();
    }
  }

  void write(Path folder) {
    var environment = new Environment(Map.of("cores", "2"), Map.of(), Map.of(), Map.of());
    var to = new Writing(folder, environment.id(), new ArrayList<>(), new Random(1));
    for (int block = 1; block <= blocks; block++) {
      ramps(to, block);
      joined(to, block);
      killed(to, block);
    }
    environment.save(folder);
    manifest(to.planned).save(folder);
    var _ = RunFiles.seal(folder);
    var _ = Report.write(folder);
  }

  private void ramps(Writing to, int block) {
    for (String twin : TWINS) {
      for (int n = fewest; n <= nodes; n++) {
        double contention = twin.equals("alpha") ? 0.01 : 0.03;
        double capacity = 21 * n / (1 + contention * (n - 1) + 0.004 * n * (n - 1));
        boolean isEndless = block == 1 && twin.equals("beta") && n > nodes - endless;
        save(
            to,
            new TrialKey("scale", Pair.varied(twin, "nodes=" + n), block, n, 1, block),
            Map.of("kind", "ramp", "nodeLimit", "quota of 0.10 core each, period 10 ms"),
            FleetMeasurements.ramp(n, isEndless ? 1_000 : capacity * to.stray(noise)));
      }
    }
  }

  private void joined(Writing to, int block) {
    for (String twin : TWINS) {
      for (String held : HELD) {
        double settles = held.equals("turn") ? 2 : 30;
        save(
            to,
            new TrialKey("join", Pair.varied(twin, "held=" + held), block, 1, 1, block),
            Map.of("kind", "paced"),
            FleetMeasurements.joined(
                WholeMeasurements.healthy(200, 40), settles * to.stray(noise)));
      }
    }
  }

  private void killed(Writing to, int block) {
    for (String twin : TWINS) {
      long gap = Math.round((twin.equals("alpha") ? 310e6 : 420e6) * to.stray(noise));
      save(
          to,
          new TrialKey("kill", twin, block, 1, 1, block),
          Map.of("kind", "failover"),
          FleetMeasurements.killed(WholeMeasurements.healthy(200, 40), block % 2, gap));
    }
  }

  private static void save(
      Writing to, TrialKey key, Map<String, String> parameters, Measurement seen) {
    to.planned.add(key);
    Path temporary = ResultFiles.temporary(to.folder, key);
    MeasurementFiles.save(temporary, seen);
    var started = CREATED.plusSeconds(20L * to.planned.size());
    ResultFiles.save(
        to.folder, temporary, Result.of(key, started, parameters, seen, List.of(), to.environment));
  }

  private RunManifest manifest(List<TrialKey> planned) {
    return new RunManifest(
        Result.SCHEMA,
        "0.1.0",
        "abc1234",
        CREATED,
        "example",
        "./bench run example --seed 7",
        7,
        planned,
        List.of(
            scenario(
                "scale",
                "ramp",
                IntStream.rangeClosed(fewest, nodes).mapToObj(n -> "@nodes=" + n).toList(),
                Metric.SCALING_EFFICIENCY),
            scenario(
                "join",
                "paced",
                HELD.stream().map(held -> "@held=" + held).toList(),
                Metric.IMBALANCE),
            scenario("kill", "failover", List.of(""), Metric.TOKENS_LOST, Metric.LONGEST_GAP)),
        false,
        "made-up values.");
  }

  private ScenarioSummary scenario(
      String name, String kind, List<String> settings, Metric... confirmatory) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("kind", kind);
    return new ScenarioSummary(
        name,
        "What of <" + name + ">?",
        parameters,
        List.of(confirmatory),
        settings.stream().map(setting -> new Pair("alpha" + setting, "beta" + setting)).toList(),
        blocks);
  }
}
