package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import twinstream.result.Caveat;
import twinstream.result.Environment;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;
import twinstream.verdict.Amount;
import twinstream.verdict.MetricVerdict;

/// The tables that all reports share, but for those of single trials: [TrialTables].
final class Tables {
  private Tables() {}

  /// Verdicts of one pair of one scenario.
  static Table verdicts(RunView view, ScenarioSummary scenario, Pair pair) {
    var rows =
        view.verdicts().ofScenario(scenario.name()).stream()
            .filter(line -> line.pair().equals(pair))
            .map(Tables::verdict)
            .toList();
    return new Table(
        scenario.name() + ": " + RunView.name(pair),
        List.of(
            "metric",
            pair.first(),
            pair.second(),
            "ratio or difference [95 %]",
            "p",
            "verdict",
            "smallest visible",
            "blocks",
            "role"),
        rows);
  }

  private static List<String> verdict(MetricVerdict line) {
    var values = Values.of(line);
    return List.of(
        line.metric().title(),
        values.first(),
        values.second(),
        line.effect(),
        line.pValue(),
        line.outcome(),
        line.smallestVisible(),
        Integer.toString(line.estimate().blocks()),
        line.confirmatory() ? "confirmatory" : "exploratory");
  }

  /// Caveats with the number of trials that carry them.
  static Table caveats(RunView view) {
    var rows =
        Stream.of(Caveat.values())
            .filter(caveat -> count(view, caveat) > 0)
            .map(caveat ->
                List.of(
                    caveat.sentence(),
                    count(view, caveat) + " of " + view.results().size(),
                    caveat.advice()))
            .toList();
    return new Table("Caveats", List.of("what was the case", "trials", "what to do"), rows);
  }

  private static long count(RunView view, Caveat caveat) {
    return view.results().stream().filter(result -> result.caveats().contains(caveat)).count();
  }

  /// The machine, the build, and what changed while the run went on.
  static List<Table> environment(RunView view) {
    Environment environment = view.environment();
    return List.of(
        facts("Environment " + environment.id(), environment.machine()),
        facts("Suite", environment.suite()),
        new Table(
            "Before and after the run",
            List.of("fact", "before", "after"),
            environment.before().entrySet().stream()
                .map(fact ->
                    List.of(
                        fact.getKey(),
                        fact.getValue(),
                        environment.after().getOrDefault(fact.getKey(), "not read")))
                .toList()));
  }

  private static Table facts(String caption, Map<String, String> facts) {
    return new Table(
        caption,
        List.of("fact", "value"),
        facts.entrySet().stream().map(fact -> List.of(fact.getKey(), fact.getValue())).toList());
  }

  /// Settings of a scenario.
  static Table parameters(ScenarioSummary scenario) {
    var rows = new ArrayList<List<String>>();
    scenario.parameters().forEach((name, value) -> rows.add(List.of(name, value)));
    return new Table("Settings of " + scenario.name(), List.of("setting", "value"), rows);
  }

  /// What the metrics of the run mean.
  static Table definitions(RunView view) {
    var rows =
        view.verdicts().lines().stream()
            .map(MetricVerdict::metric)
            .distinct()
            .sorted()
            .map(metric -> List.of(metric.title(), metric.definition(), margin(metric)))
            .toList();
    return new Table("Metrics", List.of("metric", "what it is", "margin"), rows);
  }

  private static String margin(Metric metric) {
    return switch (metric.scale()) {
      case RATIO -> String.format(Locale.ROOT, "%.0f %%", metric.margin() * 100);
      case DIFFERENCE -> "±" + Amount.of(metric.margin(), metric.unit());
    };
  }
}
