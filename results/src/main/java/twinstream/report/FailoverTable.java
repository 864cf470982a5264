package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// What broke while servers went and came, and what it cost.
final class FailoverTable {
  private static final List<Metric> COLUMNS =
      List.of(
          Metric.CUT_STREAMS,
          Metric.RESUMED,
          Metric.REPLIES_LOST,
          Metric.TOKENS_LOST,
          Metric.RESUME_GAP_P50,
          Metric.RESUME_GAP_P99,
          Metric.LONGEST_GAP,
          Metric.COMEBACK_PEAK);

  private FailoverTable() {}

  /// One row for each name of trials; none for a scenario of another kind.
  static Table of(RunView view, ScenarioSummary scenario) {
    List<String> headers = new ArrayList<>(List.of("trials of", "trials"));
    COLUMNS.forEach(metric -> headers.add(metric.title()));
    return new Table(
        "What broke in " + scenario.name() + ": median over trials (lowest to highest)",
        headers,
        view.ofScenario(scenario.name()).stream()
            .filter(trial -> TrialKind.of(trial.parameters()) == TrialKind.FAILOVER)
            .filter(view::counts)
            .map(trial -> trial.key().transport())
            .distinct()
            .sorted()
            .map(name -> row(view.counting(scenario.name(), name)))
            .toList());
  }

  private static List<String> row(List<Result> trials) {
    return Stream.concat(
            Stream.of(trials.getFirst().key().transport(), Integer.toString(trials.size())),
            COLUMNS.stream()
                .map(metric ->
                    Spread.of(
                        trials.stream()
                            .flatMap(trial -> trial.value(metric).stream().boxed())
                            .toList(),
                        metric.unit())))
        .toList();
  }
}
