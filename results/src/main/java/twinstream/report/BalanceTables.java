package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import twinstream.result.Balance;
import twinstream.result.Metric;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// How evenly streams lay on the nodes: in one row for each name of trials, and over time.
final class BalanceTables {
  private static final long NANOS = 1_000_000_000;
  private static final int MOST_ROWS = 30;
  private static final int[] STEPS = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600};

  private BalanceTables() {}

  /// One row for each name of trials that had several nodes.
  static Table summary(RunView view, ScenarioSummary scenario) {
    return new Table(
        "Balance of the nodes of " + scenario.name() + ": median over trials (lowest to highest)",
        List.of(
            "trials of",
            "trials",
            "imbalance in the window",
            "a node joined in",
            "balanced in",
            "balanced after"),
        names(view, scenario)
            .map(name ->
                summary(
                    view.counting(scenario.name(), name),
                    joined(view.countingShapes(scenario.name(), name))))
            .toList());
  }

  private static long joined(List<TrialShape> shapes) {
    return shapes.stream()
        .filter(shape -> Balance.joined(shape.balances(), shape.windowNanos()) >= 0)
        .count();
  }

  /// For each name of trials in which a node joined, whether and when the others had shared with
  /// it.
  static List<String> sentences(RunView view, ScenarioSummary scenario) {
    return names(view, scenario)
        .filter(name -> joined(view.countingShapes(scenario.name(), name)) > 0)
        .map(name -> {
          var after = values(view.counting(scenario.name(), name), Metric.BALANCED_AFTER);
          return "%s, %s: balanced within the window in %d of %d trials in which a node joined%s"
              .formatted(
                  scenario.name(),
                  name,
                  after.size(),
                  joined(view.countingShapes(scenario.name(), name)),
                  after.isEmpty()
                      ? ""
                      : ", after " + Spread.of(after, Metric.BALANCED_AFTER.unit()));
        })
        .toList();
  }

  private static Stream<String> names(RunView view, ScenarioSummary scenario) {
    return view.ofScenario(scenario.name()).stream()
        .filter(trial -> trial.value(Metric.IMBALANCE).isPresent() && view.counts(trial))
        .map(trial -> trial.key().transport())
        .distinct()
        .sorted();
  }

  private static List<String> summary(List<Result> trials, long joined) {
    var after = values(trials, Metric.BALANCED_AFTER);
    return List.of(
        trials.getFirst().key().transport(),
        Integer.toString(trials.size()),
        Spread.of(values(trials, Metric.IMBALANCE), ""),
        Long.toString(joined),
        Integer.toString(after.size()),
        Spread.of(after, Metric.BALANCED_AFTER.unit()));
  }

  private static List<Double> values(List<Result> trials, Metric metric) {
    return trials.stream().flatMap(trial -> trial.value(metric).stream().boxed()).toList();
  }

  /// One table for each name of trials that had several nodes; none of ramps, which are many and
  /// whose nodes stay.
  static List<Table> overTime(RunView view, ScenarioSummary scenario) {
    if (TrialKind.of(scenario.parameters()) == TrialKind.RAMP) {
      return List.of();
    }
    return names(view, scenario)
        .map(name ->
            new Table(
                "Balance over time in " + scenario.name() + ", " + name + ": medians over trials",
                List.of(
                    "s from the window's start",
                    "nodes up",
                    "streams open",
                    "maximum over mean",
                    "coefficient of variation",
                    "Jain's index"),
                rows(view.countingShapes(scenario.name(), name))))
        .toList();
  }

  private static List<List<String>> rows(List<TrialShape> shapes) {
    long windowNanos = shapes.stream().mapToLong(TrialShape::windowNanos).max().orElse(0);
    int step =
        IntStream.of(STEPS)
            .filter(seconds -> windowNanos <= seconds * NANOS * MOST_ROWS)
            .findFirst()
            .orElse(STEPS[STEPS.length - 1]);
    List<List<String>> rows = new ArrayList<>();
    for (long from = 0; from * NANOS < windowNanos; from += step) {
      long start = from * NANOS;
      long end = Math.min(windowNanos, start + step * NANOS);
      var there =
          shapes.stream().flatMap(shape -> last(shape.balances(), start, end).stream()).toList();
      if (!there.isEmpty()) {
        rows.add(row(from, there));
      }
    }
    return rows;
  }

  /// What a trial was like at the last moment of a step.
  private static Optional<Balance> last(List<Balance> all, long start, long end) {
    return all.stream()
        .filter(moment -> moment.nanos() >= start && moment.nanos() < end)
        .reduce((_, later) -> later);
  }

  private static List<String> row(long from, List<Balance> there) {
    return List.of(
        Long.toString(from),
        median(there, Balance::up, "%.1f"),
        median(there, Balance::streams, "%,.1f"),
        median(there, Balance::ratio, "%.2f"),
        median(there, Balance::variation, "%.2f"),
        median(there, Balance::jain, "%.3f"));
  }

  // Error Prone has an annotation for this, in a library that the module does not need otherwise.
  @SuppressWarnings("AnnotateFormatMethod")
  private static String median(List<Balance> there, ToDoubleFunction<Balance> of, String format) {
    return String.format(
        Locale.ROOT, format, Spread.median(there.stream().mapToDouble(of).sorted().toArray()));
  }
}
