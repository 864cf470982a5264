package twinstream.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// Throughput over numbers of nodes and the law through it, as their tables must be.
final class ScalingTable {
  private final ScenarioSummary scenario;
  private final Cell cell;

  ScalingTable(ScenarioSummary scenario, Cell cell) {
    this.scenario = scenario;
    this.cell = cell;
  }

  /// @param levels different numbers of nodes with a figure at the knee
  record Law(String transport, int levels, int largest, int trials, Optional<ScalingLaw> fit) {
    static Law of(String transport, List<double[]> points) {
      double[] nodes = points.stream().mapToDouble(point -> point[0]).toArray();
      int levels = (int) Arrays.stream(nodes).distinct().count();
      return new Law(
          transport,
          levels,
          (int) Arrays.stream(nodes).max().orElse(0),
          nodes.length,
          levels < 4
              ? Optional.empty()
              : ScalingLaw.of(nodes, points.stream().mapToDouble(point -> point[1]).toArray()));
    }
  }

  /// Names of trials that say how many nodes they had, of the first observer alone.
  private List<String> names() {
    var names = new TreeSet<String>();
    for (var trial : cell.trials()) {
      String name = trial.key().transport();
      boolean isRamp = TrialKind.of(trial.stated().parameters()) == TrialKind.RAMP;
      if (isRamp && name.matches(".*@nodes=[1-9][0-9]{0,5}")) {
        names.add(name);
      }
    }
    return names.stream()
        .sorted(
            Comparator.comparingInt(Pair::nodesOf)
                .thenComparing(name -> name.substring(0, name.indexOf('@'))))
        .toList();
  }

  private List<Trial> counting(String name) {
    Predicate<Trial> named = trial -> trial.key().transport().equals(name);
    return cell.counting().stream().flatMap(block -> block.stream().filter(named)).toList();
  }

  WantedTable levels() {
    return new WantedTable(
        "Scaling of " + scenario.name() + ": median over trials (lowest to highest)",
        List.of(
            "nodes",
            "transport",
            "trials",
            "throughput at SLO",
            "peak throughput",
            "streams at SLO",
            "efficiency, mean [95 %]",
            "quota periods throttled"),
        names().stream().map(this::row).toList());
  }

  private List<Text> row(String name) {
    var trials = counting(name);
    int nodes = Pair.nodesOf(name);
    return List.of(
        Text.count(nodes),
        Text.of(Pair.transportOf(name)),
        Text.count(trials.size()),
        Words.spread(trials, Metric.TOKENS_AT_SLO),
        Words.spread(trials, Metric.PEAK_TOKENS),
        Words.spread(trials, Metric.STREAMS_AT_SLO),
        nodes == 1 ? Text.of("the yardstick") : efficiency(name),
        Words.spread(trials, Metric.THROTTLED_PERIODS));
  }

  private Text efficiency(String name) {
    double[] each =
        cell.counting().stream()
            .flatMapToDouble(block -> Cell.efficiency(block, name).stream())
            .toArray();
    if (each.length == 0) {
      return Text.of(Findings.NOTHING);
    }
    // Eleven blocks or fewer have Student's interval, and so have more here.
    double mean = Arrays.stream(each).sum() / each.length;
    if (each.length == 1) {
      return Text.of(Text.amount(mean, "%"), " [no interval]");
    }
    double squares = Arrays.stream(each).map(value -> Math.pow(value - mean, 2)).sum();
    double reach =
        LeastSquares.quantile(each.length - 1, 0.975)
            * Math.sqrt(squares / (each.length - 1) / each.length);
    return interval(mean, reach, "%");
  }

  private static Text interval(double value, double reach, String unit) {
    Part low = end(value - reach, unit);
    Part high = end(value + reach, unit);
    return Text.of(Text.amount(value, unit), " [", low, ", ", high, "]");
  }

  private static Part end(double value, String unit) {
    return unit.isEmpty() ? new Part.Bare(value) : new Part.Further(value, unit);
  }

  List<Law> laws() {
    List<Law> laws = new ArrayList<>();
    var transports = new TreeSet<String>();
    names().forEach(name -> transports.add(Pair.transportOf(name)));
    for (String transport : transports) {
      List<double[]> points = new ArrayList<>();
      for (String name : names()) {
        if (Pair.transportOf(name).equals(transport)) {
          for (var trial : counting(name)) {
            double value = trial.value(Metric.TOKENS_AT_SLO).orElse(0);
            if (value > 0) {
              points.add(new double[] {Pair.nodesOf(name), value});
            }
          }
        }
      }
      laws.add(Law.of(transport, points));
    }
    return laws;
  }

  WantedTable lawTable() {
    return new WantedTable(
        "Universal scaling law of " + scenario.name() + " [95 %]",
        List.of(
            "transport",
            "levels",
            "trials",
            "γ, one node",
            "α, contention",
            "β, coherency",
            "peak at nodes",
            "says nothing beyond"),
        laws().stream().flatMap(law -> law.fit.stream().map(fit -> row(law, fit))).toList());
  }

  private static List<Text> row(Law law, ScalingLaw fit) {
    double[] values = fit.values();
    return List.of(
        Text.of(law.transport),
        Text.count(law.levels),
        Text.count(law.trials),
        interval(values[0], fit.reach(0), "tokens/s"),
        fit.isHeld(1) ? Text.of("0, its bound") : interval(values[1], fit.reach(1), ""),
        fit.isHeld(2) ? Text.of("0, its bound") : interval(values[2], fit.reach(2), ""),
        peak(law, fit),
        Text.count(2L * law.largest));
  }

  private static Text peak(Law law, ScalingLaw fit) {
    double at = Math.sqrt((1 - fit.values()[1]) / fit.values()[2]);
    boolean known =
        law.levels >= 8
            && !fit.isHeld(2)
            && fit.values()[2] > fit.reach(2)
            && fit.values()[1] < 1
            && at <= 2 * law.largest;
    return known ? Text.bare(at) : Text.of("not identified");
  }
}
