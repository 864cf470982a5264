package twinstream.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// What the servers of a scenario were set to, side by side, and why some of it differs.
final class SettingsTable {
  private static final String ABSENT = "–";
  private static final String UNLISTED = "no reason is listed";

  private static final String NOT_COMPARED = "no two that are compared differ in it";

  private final List<Pair> pairs;
  private final List<Result> trials;

  private SettingsTable(List<Pair> pairs, List<Result> trials) {
    this.pairs = pairs;
    this.trials = trials;
  }

  /// One row a setting; none for trials of builds that kept no settings.
  static Table of(RunView view, ScenarioSummary scenario) {
    var table =
        new SettingsTable(
            scenario.pairs(),
            view.ofScenario(scenario.name()).stream()
                .filter(trial -> !trial.live().values().isEmpty())
                .toList());
    List<String> headers = new ArrayList<>(List.of("setting"));
    headers.addAll(table.transports());
    headers.add("why it differs");
    return new Table(
        "What the servers of %s were set to, read back from them".formatted(scenario.name()),
        headers,
        table.names().stream().map(table::row).toList());
  }

  // One that is held against itself stands here once.
  private Set<String> transports() {
    return trials.stream()
        .map(SettingsTable::transport)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String transport(Result trial) {
    return Pair.transportOf(trial.key().transport());
  }

  private Set<String> names() {
    return trials.stream()
        .flatMap(trial -> trial.live().values().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> row(String name) {
    List<String> cells = new ArrayList<>(List.of(name));
    transports().forEach(transport -> cells.add(value(transport, name)));
    Set<String> values = new LinkedHashSet<>(cells.subList(1, cells.size()));
    cells.add(values.size() == 1 ? "" : reason(name));
    return cells;
  }

  // Several where the trials of one transport differ among themselves.
  private String value(String transport, String name) {
    return trials.stream()
        .filter(trial -> transport(trial).equals(transport))
        .map(trial -> trial.live().values().getOrDefault(name, ABSENT))
        .distinct()
        .sorted()
        .collect(Collectors.joining(" or "));
  }

  private String reason(String name) {
    String reasons =
        trials.stream()
            .map(trial -> trial.live().excused().getOrDefault(name, ""))
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    if (!reasons.isEmpty()) {
      return reasons;
    }
    return pairs.stream().anyMatch(pair -> differs(pair, name)) ? UNLISTED : NOT_COMPARED;
  }

  private boolean differs(Pair pair, String name) {
    return !pair.selfCheck()
        && !pair.ofObservers()
        && !value(pair.first(), name).equals(value(pair.second(), name));
  }
}
