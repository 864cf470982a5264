package twinstream.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// What became of the trials, one by one.
final class TrialTables {
  private TrialTables() {}

  /// Trials and void trials of each transport.
  static Table voidCounts(RunView view) {
    var byCell = new TreeMap<String, List<Result>>();
    for (var result : view.results()) {
      byCell
          .computeIfAbsent(
              result.key().scenario() + "\0" + result.key().transport(), cell -> new ArrayList<>())
          .add(result);
    }
    var rows =
        byCell.values().stream()
            .map(trials ->
                List.of(
                    trials.getFirst().key().scenario(),
                    trials.getFirst().key().transport(),
                    Integer.toString(trials.size()),
                    Long.toString(trials.stream().filter(trial -> !trial.valid()).count())))
            .toList();
    return new Table(
        "Trials per transport", List.of("scenario", "transport", "trials", "void"), rows);
  }

  /// Each void trial with its reasons.
  static Table voidReasons(RunView view) {
    var rows =
        view.results().stream()
            .filter(result -> !result.valid())
            .map(result -> List.of(result.key().id(), String.join("; ", result.voidReasons())))
            .toList();
    return new Table("Void trials", List.of("trial", "why it does not count"), rows);
  }

  /// Values of every trial in the metrics that decide, or in all where none was named.
  static Table trials(RunView view, ScenarioSummary scenario) {
    var trials = view.ofScenario(scenario.name());
    Set<Metric> metrics = new LinkedHashSet<>(scenario.confirmatory());
    if (metrics.isEmpty()) {
      Stream.of(Metric.values())
          .filter(metric -> trials.stream().anyMatch(trial -> trial.value(metric).isPresent()))
          .forEach(metrics::add);
    }
    List<String> headers = new ArrayList<>(List.of("block", "attempt", "place", "transport"));
    metrics.forEach(metric ->
        headers.add(metric.title() + (metric.unit().isEmpty() ? "" : ", " + metric.unit())));
    headers.add("counts");
    return new Table(
        "Trials of " + scenario.name(),
        headers,
        trials.stream().map(trial -> trial(view, trial, metrics)).toList());
  }

  private static List<String> trial(RunView view, Result trial, Set<Metric> metrics) {
    var key = trial.key();
    List<String> cells =
        new ArrayList<>(
            List.of(
                Integer.toString(key.block()),
                Integer.toString(key.attempt()),
                Integer.toString(key.position()),
                key.transport()));
    for (var metric : metrics) {
      var value = trial.value(metric);
      cells.add(value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "–");
    }
    cells.add(counts(view, trial));
    return cells;
  }

  /// Whether a trial enters comparisons, for a column.
  static String counts(RunView view, Result trial) {
    return view.counts(trial) ? "yes" : trial.valid() ? "no, its block is void" : "void";
  }
}
