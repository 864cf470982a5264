package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;
import twinstream.result.Slo;

/// How often the bounds of the service level were missed in each trial of Gatling's, which are
/// judged by it.
final class ServiceTable {
  private ServiceTable() {}

  static Table of(RunView view, ScenarioSummary scenario) {
    return new Table(
        "Service level of " + scenario.name() + ": missed by",
        List.of(
            "trial",
            "service level",
            "first tokens too late",
            "replies too slow",
            "tokens too late",
            "kept"),
        view.ofScenario(scenario.name()).stream()
            .map(trial -> trial.key())
            .filter(key -> Pair.isByGatling(key.transport()))
            .map(key -> row(key.id(), Objects.requireNonNull(view.shapes().get(key.id()))))
            .toList());
  }

  private static List<String> row(String trial, TrialShape shape) {
    List<String> cells = new ArrayList<>(List.of(trial, shape.slo().lowerCase()));
    shape.kept().forEach(bound -> cells.add(bound.missed() + " of " + bound.all()));
    cells.add(shape.kept().stream().allMatch(Slo.Kept::isKept) ? "yes" : "no");
    return cells;
  }
}
