package twinstream.selftest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import twinstream.fault.Fault;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.transport.Transports;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Power;
import twinstream.verdict.Verdict;
import twinstream.verdict.Verdicts;

/// S6: one twin that is slower by a millisecond is found, on the right side, at the number of
/// blocks that the spread of this machine asks for.
final class SlowedTwin {
  private static final Metric METRIC = Metric.LATENESS_P50;
  private static final Duration SLOWER = Duration.ofMillis(1);
  private static final int QUESTIONS = 3;
  private static final int MOST_BLOCKS = 24;
  private static final double POWER = 0.8;

  private SlowedTwin() {}

  static List<Finding> look(Lab lab) {
    double spread = spread(lab.selfCheckRun());
    int blocks = blocks(spread);
    List<Finding> findings = new ArrayList<>();
    var pair = new Pair(Transports.FOUNDERS.first(), Transports.FOUNDERS.second());
    findings.add(slowed(lab, pair, pair.second(), pair.first(), blocks, spread));
    findings.add(slowed(lab, pair, pair.first(), pair.second(), blocks, spread));
    return findings;
  }

  // The noisier of the self-checks, in the metric's unit.
  private static double spread(Path run) {
    return Verdicts.of(RunManifest.load(run), ResultFiles.loadResults(run)).lines().stream()
        .filter(line -> line.pair().selfCheck() && line.metric() == METRIC)
        .mapToDouble(line -> line.estimate().spread())
        .max()
        .orElse(Double.NaN);
  }

  /// As many as find the difference in four of five runs, as `plan` reckons; at least six.
  static int blocks(double spread) {
    double effect = SLOWER.toNanos() / 1e3;
    for (int blocks = Verdict.FEWEST_BLOCKS; blocks < MOST_BLOCKS; blocks++) {
      if (Power.of(blocks, QUESTIONS).found(METRIC, spread, effect) >= POWER) {
        return blocks;
      }
    }
    return MOST_BLOCKS;
  }

  private static Finding slowed(
      Lab lab, Pair pair, String slower, String faster, int blocks, double spread) {
    // Both go through a proxy, so that only the delay tells them apart.
    Path run =
        lab.twinRun(
            "slowed-" + slower,
            blocks,
            key ->
                Routed.through(
                    new Fault.Delay(key.transport().equals(slower) ? SLOWER : Duration.ZERO)));
    MetricVerdict line =
        Verdicts.of(RunManifest.load(run), ResultFiles.loadResults(run)).deciding().stream()
            .filter(one -> one.pair().equals(pair) && one.metric() == METRIC)
            .findFirst()
            .orElseThrow();
    return Finding.of(
        "S6",
        String.format(
            Locale.ROOT,
            "%s slowed by 1 ms a token, %d blocks for a spread of %.0f µs",
            slower,
            blocks,
            spread),
        line.metric().title() + " " + line.effect() + ": " + line.word(),
        line.verdict() instanceof Verdict.Better(String name) && name.equals(faster));
  }
}
