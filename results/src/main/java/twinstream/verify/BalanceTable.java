package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import twinstream.result.Metric;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// How evenly streams lay on nodes, as the tables must say.
final class BalanceTable {
  private static final List<Integer> STEPS = List.of(1, 2, 5, 10, 20, 30, 60, 120, 300, 600);
  private static final double ROWS = 30;

  private final ScenarioSummary scenario;
  private final Cell cell;

  BalanceTable(ScenarioSummary scenario, Cell cell) {
    this.scenario = scenario;
    this.cell = cell;
  }

  TreeMap<String, List<Trial>> byName() {
    TreeMap<String, List<Trial>> names = new TreeMap<>();
    for (var block : cell.counting()) {
      for (var trial : block) {
        names.computeIfAbsent(trial.key().transport(), _ -> new ArrayList<>()).add(trial);
      }
    }
    return names;
  }

  private TreeMap<String, List<Trial>> withNodes() {
    var names = byName();
    names
        .values()
        .removeIf(
            trials -> trials.stream().allMatch(trial -> trial.value(Metric.IMBALANCE).isEmpty()));
    return names;
  }

  WantedTable summary() {
    return new WantedTable(
        "Balance of the nodes of " + scenario.name() + ": median over trials (lowest to highest)",
        List.of(
            "trials of",
            "trials",
            "imbalance in the window",
            "a node joined in",
            "balanced in",
            "balanced after"),
        withNodes().entrySet().stream()
            .map(entry -> summary(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static List<Text> summary(String name, List<Trial> trials) {
    return List.of(
        Text.of(name),
        Text.count(trials.size()),
        Words.spread(trials, Metric.IMBALANCE),
        Text.count(joined(trials)),
        Text.count(values(trials, Metric.BALANCED_AFTER).count()),
        Words.spread(trials, Metric.BALANCED_AFTER));
  }

  private static long joined(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> FleetBalance.grows(trial.balances(), trial.windowNanos()))
        .count();
  }

  /// Whether and when nodes that joined had their share.
  List<Text> sentences() {
    List<Text> wanted = new ArrayList<>();
    withNodes()
        .forEach((name, trials) -> {
          long balanced = values(trials, Metric.BALANCED_AFTER).count();
          Text after =
              balanced == 0
                  ? Text.of()
                  : Text.of(", after ", Words.spread(trials, Metric.BALANCED_AFTER));
          if (joined(trials) > 0) {
            wanted.add(
                Text.of(
                    scenario.name() + ", " + name + ": balanced within the window in ",
                    Text.count(balanced),
                    " of ",
                    Text.count(joined(trials)),
                    " trials in which a node joined",
                    after));
          }
        });
    return wanted;
  }

  List<WantedTable> overTime() {
    if (TrialKind.of(scenario.parameters()) == TrialKind.RAMP) {
      return List.of();
    }
    return withNodes().entrySet().stream()
        .map(entry ->
            new WantedTable(
                "Balance over time in %s, %s: medians over trials"
                    .formatted(scenario.name(), entry.getKey()),
                List.of(
                    "s from the window's start",
                    "nodes up",
                    "streams open",
                    "maximum over mean",
                    "coefficient of variation",
                    "Jain's index"),
                rows(entry.getValue())))
        .toList();
  }

  private static List<List<Text>> rows(List<Trial> trials) {
    double window = trials.stream().mapToLong(Trial::windowNanos).max().orElse(0) / 1e9;
    int step = STEPS.stream().filter(s -> window / s <= ROWS).findFirst().orElse(STEPS.getLast());
    List<List<Text>> rows = new ArrayList<>();
    for (int from = 0; from < window; from += step) {
      double end = Math.min(from + step, window) * 1e9;
      List<FleetBalance> there = new ArrayList<>();
      for (var trial : trials) {
        latest(trial, from * 1e9, end).ifPresent(there::add);
      }
      if (!there.isEmpty()) {
        rows.add(
            List.of(
                Text.count(from),
                median(there, FleetBalance::up),
                median(there, FleetBalance::all),
                median(there, FleetBalance::ratio),
                median(there, FleetBalance::variation),
                median(there, FleetBalance::jain)));
      }
    }
    return rows;
  }

  private static Optional<FleetBalance> latest(Trial trial, double start, double end) {
    Optional<FleetBalance> latest = Optional.empty();
    for (var moment : trial.balances()) {
      if (moment.nanos() >= start && moment.nanos() < end) {
        latest = Optional.of(moment);
      }
    }
    return latest;
  }

  private static Text median(List<FleetBalance> there, ToDoubleFunction<FleetBalance> of) {
    return Text.bare(Words.median(there.stream().mapToDouble(of)));
  }

  static DoubleStream values(List<Trial> trials, Metric metric) {
    return trials.stream().flatMapToDouble(trial -> trial.value(metric).stream());
  }
}
