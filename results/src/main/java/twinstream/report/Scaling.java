package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.ScaleOut;

/// The section of a report on a scenario whose trials had several nodes.
///
/// @param limits what the numbers hold for
/// @param scaleOut answers with the comparisons behind them
/// @param balanced when nodes that joined had their share
/// @param open what the numbers do not tell
/// @param tables in order
record Scaling(
    List<String> limits,
    ScaleOut scaleOut,
    List<String> balanced,
    List<String> open,
    List<Table> tables) {
  static final String HEADING = "Scaling";

  private static final String ONE_HOST =
      "All nodes shared one host: this tells how the transports compare under the same limit, and no capacity of a machine or a fleet.";
  private static final String PEAK =
      "A peak is named only where at least eight numbers of nodes were run and the interval of β leaves out zero.";

  /// Empty in all parts for a scenario of single servers.
  static Scaling of(RunView view, ScenarioSummary scenario) {
    var own = view.ofScenario(scenario.name());
    if (own.stream().noneMatch(Scaling::hasNodes)) {
      return new Scaling(
          List.of(),
          new ScaleOut(List.of(), List.of(), List.of()),
          List.of(),
          List.of(),
          List.of());
    }
    var scaleOut =
        ScaleOut.of(
            scenario, view.verdicts().ofScenario(scenario.name()), own, view.manifest().seed());
    List<Table> tables = new ArrayList<>();
    tables.add(ScalingTables.levels(scenario, scaleOut));
    tables.add(ScalingTables.laws(scenario, scaleOut));
    tables.add(BalanceTables.summary(view, scenario));
    tables.add(FailoverTable.of(view, scenario));
    tables.addAll(BalanceTables.overTime(view, scenario));
    return new Scaling(
        limits(own),
        scaleOut,
        BalanceTables.sentences(view, scenario),
        open(view, own, scaleOut),
        tables);
  }

  private static boolean hasNodes(Result trial) {
    return Pair.nodesOf(trial.key().transport()) > 0
        || trial.value(Metric.IMBALANCE).isPresent()
        || TrialKind.of(trial.parameters()) == TrialKind.FAILOVER;
  }

  private static List<String> limits(List<Result> own) {
    String limit =
        own.stream()
            .flatMap(
                trial -> java.util.stream.Stream.ofNullable(trial.parameters().get("nodeLimit")))
            .distinct()
            .sorted()
            .collect(Collectors.joining(" or "));
    return limit.isEmpty()
        ? List.of(ONE_HOST)
        : List.of("The limit of each node: " + limit + ".", ONE_HOST);
  }

  private static List<String> open(RunView view, List<Result> own, ScaleOut scaleOut) {
    List<String> open = new ArrayList<>();
    var ramps =
        own.stream()
            .filter(view::counts)
            .filter(trial -> TrialKind.of(trial.parameters()) == TrialKind.RAMP)
            .toList();
    long whole =
        ramps.stream().filter(trial -> trial.value(Metric.TOKENS_AT_SLO).isEmpty()).count();
    if (whole > 0) {
      open.add(
          "In %d of %d trials that count the service level was kept to the end of the window: their knee was not reached, and they have no figure at it."
              .formatted(whole, ramps.size()));
    }
    for (var law : scaleOut.laws()) {
      if (law.law().isEmpty()) {
        open.add(
            "No scaling law is laid through %s, which has figures at the knee for %d numbers of nodes: four are needed, and a curve that fits."
                .formatted(law.transport(), law.levels()));
      }
    }
    if (scaleOut.laws().stream().anyMatch(law -> law.law().isPresent())) {
      open.add(PEAK);
    }
    return open;
  }

  boolean isEmpty() {
    return limits.isEmpty();
  }

  /// Each comparison in a sentence, behind what they come to.
  static List<String> sentences(ScaleOut.Answer answer) {
    return answer.lines().stream().map(MetricVerdict::sentence).toList();
  }
}
