package twinstream.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import twinstream.result.Caveat;
import twinstream.result.Environment;
import twinstream.result.LiveSettings;
import twinstream.result.Measurement;
import twinstream.result.MeasurementFiles;
import twinstream.result.Measurements;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKey;
import twinstream.result.TrialKind;

/// A made-up run of two scenarios and six blocks, the same at every call: lateness alike, CPU
/// better for `beta`, memory better for `alpha`, one void trial whose block was run again, and one
/// with merged tokens.
final class SyntheticRun {
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Pair PAIR = new Pair("alpha", "beta");
  private static final Pair SELF = Pair.selfCheck("alpha");

  private final Path folder;
  private final List<TrialKey> planned = new ArrayList<>();
  private int trials;

  private SyntheticRun(Path folder) {
    this.folder = folder;
  }

  static void write(Path folder) {
    var run = new SyntheticRun(folder);
    for (int block = 1; block <= 6; block++) {
      run.block(block, 1, block == 4);
    }
    run.block(4, 2, false);
    run.finish(Map.of("load averages", "2.00 1.75 1.50"));
  }

  /// The same run, given up after some blocks.
  static void writeInterrupted(Path folder, int blocks) {
    var run = new SyntheticRun(folder);
    for (int block = 1; block <= blocks; block++) {
      run.block(block, 1, false);
    }
    run.finish(Map.of());
  }

  private void finish(Map<String, String> after) {
    manifest().save(folder);
    new Environment(
            Map.of("cpu", "Fast <9000> & \"more\""),
            Map.of("version", "0.1.0"),
            Map.of("load averages", "0.25 0.50 1.00"),
            after)
        .save(folder);
  }

  private void block(int block, int attempt, boolean faulty) {
    double mood = 1 + 0.05 * Math.sin(block * 2.1 + attempt);
    steady("alpha", block, attempt, 200 * mood, 50 * mood, false);
    steady("beta", block, attempt, 203 * mood, 41 * mood + block % 3 * 0.4, faulty);
    steady("alpha-again", block, attempt, 201 * mood, 50.4 * mood - block % 2, false);
    if (attempt == 1) {
      ladder("alpha", block, 5_000 + block * 20);
      ladder("beta", block, 6_600 + block % 4 * 30);
    }
  }

  private void steady(
      String transport, int block, int attempt, double micros, double cpu, boolean faulty) {
    var even = Measurements.healthy(micros, cpu);
    boolean merging = block == 2 && transport.equals("beta");
    var measurement = merging ? Measurements.withMergedTokens(even) : even;
    save(
        new TrialKey("steady", transport, block, 1 + trials % 3, attempt, 100 + block),
        Map.of(TrialKind.PARAMETER, "paced"),
        (faulty ? Measurements.withLostTokens(measurement, 3) : measurement)
            .withLive(live(transport)));
  }

  private static LiveSettings live(String transport) {
    boolean beta = transport.equals("beta");
    return new LiveSettings(
        Map.of("tcp.nodelay", "true", "protocols", beta ? "two <2>" : "one | 1"),
        beta ? Map.of("protocols", "beta speaks *another* protocol") : Map.of());
  }

  private void ladder(String transport, int block, long bytesPerStream) {
    save(
        new TrialKey("memory", transport, block, 1 + trials % 2, 1, 200 + block),
        Map.of(TrialKind.PARAMETER, "ladder"),
        Measurements.ladder(bytesPerStream));
  }

  private void save(TrialKey key, Map<String, String> parameters, Measurement measurement) {
    Path temporary = ResultFiles.temporary(folder, key);
    MeasurementFiles.save(temporary, measurement);
    var started = CREATED.plusSeconds(20L * ++trials);
    var caveats = key.block() == 1 ? List.of(Caveat.NOT_PINNED) : List.<Caveat>of();
    ResultFiles.save(
        folder,
        temporary,
        Result.of(key, started, parameters, measurement, caveats, "0123456789ab"));
    if (key.attempt() == 1) {
      planned.add(key);
    }
  }

  private RunManifest manifest() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("streams", "120");
    settings.put("tokens per second", "25 | steady");
    var steady =
        new ScenarioSummary(
            "steady",
            "Which one delivers <steady> tokens sooner, and at what cost?",
            settings,
            List.of(Metric.LATENESS_P99, Metric.SERVER_CPU_PER_TOKEN),
            List.of(PAIR, SELF),
            6);
    var memory =
        new ScenarioSummary(
            "memory",
            "What does an idle stream cost?",
            Map.of("streams", "0 to 5,000"),
            List.of(Metric.HEAP_PER_STREAM),
            List.of(PAIR),
            6);
    return new RunManifest(
        Result.SCHEMA,
        "0.1.0",
        "abc1234",
        CREATED,
        "example",
        "./bench run example --seed 7",
        7,
        planned,
        List.of(steady, memory),
        false,
        "made-up values.");
  }
}
