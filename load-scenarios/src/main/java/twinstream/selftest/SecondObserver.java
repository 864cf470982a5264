package twinstream.selftest;

import static twinstream.selftest.Words.ms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import twinstream.fault.Fault;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;
import twinstream.trial.Planting;
import twinstream.verdict.Estimate;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdicts;

/// S12: Gatling's own clients, moved by its own injector, see the median lateness that the crowd
/// sees; and where the path of one of them is slower, they do not.
final class SecondObserver {
  private static final int BLOCKS = 3;
  private static final String PLANTED = "25 ms added to Gatling's path alone";
  private static final Duration ADDED = Duration.ofMillis(25);
  // Wider intervals would agree with anything.
  private static final double WIDEST_MICROS = 3 * 100;
  private static final long TOLERANCE_NANOS = 1_000_000;

  private SecondObserver() {}

  static List<Finding> look(Lab lab) {
    List<String> both =
        Transports.FOUNDERS.names().stream()
            .flatMap(name -> List.of(name, name + Pair.GATLING).stream())
            .toList();
    var part = new Plan.Part(Scenarios.named("steady").with(settings()), BLOCKS, both);
    var run = lab.run("observers", Plan.of(Lab.SEED, List.of(part)), _ -> Planting.NONE);
    var verdicts = Verdicts.of(RunManifest.load(run), ResultFiles.loadResults(run));
    List<Finding> findings = new ArrayList<>();
    for (String transport : Transports.FOUNDERS.names()) {
      verdicts.lines().stream()
          .filter(line -> line.pair().equals(Pair.observers(transport)))
          .filter(line -> line.metric() == Metric.LATENESS_P50)
          .map(SecondObserver::line)
          .forEach(findings::add);
    }
    findings.add(delayed(lab, verdicts));
    return findings;
  }

  private static Finding delayed(Lab lab, Verdicts verdicts) {
    String transport = Transports.FOUNDERS.first();
    double crowdMicros =
        verdicts.lines().stream()
            .filter(line -> line.pair().equals(Pair.observers(transport)))
            .filter(line -> line.metric() == Metric.LATENESS_P50)
            .mapToDouble(line -> line.comparison().typicalFirst())
            .findFirst()
            .orElse(Double.NaN);
    var seen =
        lab.trial(
            "steady", settings(), transport + Pair.GATLING, Routed.through(new Fault.Delay(ADDED)));
    OptionalDouble micros = seen.result().value(Metric.LATENESS_P50);
    return seen.result().valid() && micros.isPresent() && Double.isFinite(crowdMicros)
        ? delayed(Math.round((micros.getAsDouble() - crowdMicros) * 1e3))
        : Finding.of(
            "S12", PLANTED, "void: " + String.join("; ", seen.result().voidReasons()), false);
  }

  // Gatling's JVM compiles for some ten seconds of its core, and is its own neighbour meanwhile.
  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Lab.STEADY);
    settings.put("warm", "10");
    return settings;
  }

  private static Finding line(MetricVerdict line) {
    return Finding.of(
        "S12",
        "%s, read by the crowd and by Gatling in %d blocks"
            .formatted(line.pair().first(), line.estimate().blocks()),
        "medians of token lateness differ by " + line.effect(),
        agree(line.estimate()));
  }

  /// Within the joint interval, or by less than anybody asks about; and not for want of precision.
  static boolean agree(Estimate estimate) {
    var interval = estimate.interval95();
    if (!interval.bounded() || interval.high() - interval.low() > 2 * WIDEST_MICROS) {
      return false;
    }
    return interval.contains(0) || Math.abs(estimate.effect()) <= Metric.LATENESS_P50.margin();
  }

  static Finding delayed(long differenceNanos) {
    return Finding.of(
        "S12",
        PLANTED,
        "its median differs from the crowd's by " + ms(differenceNanos),
        Math.abs(differenceNanos - ADDED.toNanos()) <= TOLERANCE_NANOS);
  }
}
