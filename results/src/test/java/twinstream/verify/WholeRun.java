package twinstream.verify;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import twinstream.report.Report;
import twinstream.result.Caveat;
import twinstream.result.Environment;
import twinstream.result.LiveSettings;
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

/// A made-up run with its reports and hashes, the same at every call: a paced scenario with a
/// self-check and a second observer, a memory ladder, and one that is planned too small for a
/// verdict and has a distribution of two humps.
///
/// @param blocks of the paced scenario and the ladder
/// @param noise standard deviation of a trial's values, as a share
/// @param voidBlocks so many blocks of the paced scenario are void at first
/// @param lost so many of these stay void when they are run again
/// @param nodelay what the servers of `beta` were set to; those of the others `true`
record WholeRun(int blocks, double noise, int voidBlocks, int lost, String nodelay) {
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Pair PAIR = new Pair("alpha", "beta");
  private static final List<String> NAMES = List.of("alpha", "beta", "alpha-again");

  /// @param planned trials so far
  private record Writing(Path folder, String environment, List<TrialKey> planned, Random random) {}

  WholeRun(int blocks, double noise, int voidBlocks, int lost) {
    this(blocks, noise, voidBlocks, lost, "true");
  }

  void write(Path folder) {
    var environment = environment();
    var writing = new Writing(folder, environment.id(), new ArrayList<>(), new Random(1));
    for (int block = 1; block <= blocks; block++) {
      steady(writing, block, 1, block <= voidBlocks);
      ladder(writing, block);
    }
    small(writing);
    for (int block = 1; block <= voidBlocks; block++) {
      steady(writing, block, 2, block <= lost);
    }
    environment.save(folder);
    manifest(writing.planned).save(folder);
    var _ = RunFiles.seal(folder);
    var _ = Report.write(folder);
  }

  private static Environment environment() {
    return new Environment(
        Map.of("cpu", "Fast <9000> & \"more\"", "cores", "2"),
        Map.of("version", "0.1.0"),
        Map.of("load averages", "0.25 0.50 1.00"),
        Map.of("load averages", "2.00 1.75 1.50"));
  }

  private void steady(Writing to, int block, int attempt, boolean faulty) {
    for (String name : NAMES) {
      double factor = 1 + noise * to.random.nextGaussian();
      double cpu = (name.equals("beta") ? 41 : 50) * (1 + noise * to.random.nextGaussian());
      var whole = WholeMeasurements.healthy(200 * factor, cpu);
      var seen = faulty && name.equals("beta") ? WholeMeasurements.losing(whole, 3) : whole;
      save(to, "steady", name, block, attempt, "paced", seen);
    }
    // The second observer's, of which one is void.
    var own = WholeMeasurements.watched(WholeMeasurements.healthy(230 + block, 52));
    save(
        to,
        "steady",
        "alpha-gatling",
        block,
        attempt,
        "paced",
        block == 2 ? WholeMeasurements.losing(own, 1) : own);
  }

  private void ladder(Writing to, int block) {
    for (String name : List.of("alpha", "beta")) {
      double bytes = (name.equals("beta") ? 6_600 : 5_000) * (1 + noise * to.random.nextGaussian());
      save(to, "memory", name, block, 1, "ladder", WholeMeasurements.ladder(Math.round(bytes)));
    }
  }

  private void small(Writing to) {
    for (int block = 1; block <= 2; block++) {
      for (String name : List.of("alpha", "beta")) {
        var seen = WholeMeasurements.healthy(150 + block, 30 + block * (1 + noise));
        boolean twoHumped = block == 2 && name.equals("beta");
        save(
            to,
            "small",
            name,
            block,
            1,
            "paced",
            twoHumped ? WholeMeasurements.twoHumped(seen) : seen);
      }
    }
  }

  private void save(
      Writing to,
      String scenario,
      String name,
      int block,
      int attempt,
      String kind,
      Measurement measured) {
    var excused = Map.of("ws.queue.frames", "one of them has none");
    var settings = Map.of("tcp.nodelay", name.equals("beta") ? nodelay : "true");
    var seen = measured.withLive(new LiveSettings(settings, excused));
    int position = NAMES.indexOf(name) + 1;
    var key = new TrialKey(scenario, name, block, position, attempt, 100 + block);
    if (attempt == 1) {
      to.planned.add(key);
    }
    Path temporary = ResultFiles.temporary(to.folder, key);
    MeasurementFiles.save(temporary, seen);
    var started = CREATED.plusSeconds(20L * to.planned.size() + 10_000L * attempt);
    var caveats = block == 1 ? List.of(Caveat.NOT_PINNED) : List.<Caveat>of();
    ResultFiles.save(
        to.folder,
        temporary,
        Result.of(key, started, Map.of("kind", kind), seen, caveats, to.environment));
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
                "steady",
                "paced",
                blocks,
                List.of(PAIR, Pair.selfCheck("alpha"), Pair.observers("alpha")),
                Metric.LATENESS_P99,
                Metric.SERVER_CPU_PER_TOKEN),
            scenario("memory", "ladder", blocks, List.of(PAIR), Metric.HEAP_PER_STREAM),
            scenario("small", "paced", 2, List.of(PAIR), Metric.LATENESS_P50)),
        false,
        "made-up values.");
  }

  private static ScenarioSummary scenario(
      String name, String kind, int blocks, List<Pair> pairs, Metric... confirmatory) {
    return new ScenarioSummary(
        name,
        "What of <" + name + "> traffic, at 25 | 30 a second?",
        Map.of("kind", kind),
        List.of(confirmatory),
        pairs,
        blocks);
  }
}
