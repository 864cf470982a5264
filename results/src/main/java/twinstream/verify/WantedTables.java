package twinstream.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import twinstream.result.Caveat;
import twinstream.result.Environment;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;

/// The tables of a report as they must be, in any order.
final class WantedTables {
  private final Judgements judgements;

  WantedTables(Judgements judgements) {
    this.judgements = judgements;
  }

  List<WantedTable> all(Environment environment) {
    List<WantedTable> tables = new ArrayList<>();
    for (var scenario : judgements.manifest().scenarios()) {
      scenario.pairs().forEach(pair -> tables.add(verdicts(scenario, pair)));
      tables.add(slopes(scenario));
      tables.add(settings(scenario));
      tables.add(LiveTable.wanted(scenario, of(scenario)));
      tables.add(trials(scenario));
      tables.add(ServiceLevel.wanted(scenario, of(scenario)));
      of(scenario).stream().map(SideTable::wanted).forEach(tables::add);
      of(scenario).stream().map(TimeLineTable::wanted).forEach(tables::add);
      nodes(scenario, tables);
    }
    tables.add(voidCounts());
    tables.add(voidReasons());
    tables.add(caveats());
    tables.add(HumpTable.wanted(judgements.trials()));
    tables.add(definitions());
    tables.add(facts("Environment " + Facts.id(environment), environment.machine()));
    tables.add(facts("Suite", environment.suite()));
    tables.add(moments(environment));
    return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
  }

  private void nodes(ScenarioSummary scenario, List<WantedTable> tables) {
    var cell = new Cell(of(scenario));
    if (new ScalingSentences(judgements, scenario, cell).isAsked()) {
      var scaling = new ScalingTable(scenario, cell);
      var balance = new BalanceTable(scenario, cell);
      tables.add(scaling.levels());
      tables.add(scaling.lawTable());
      tables.add(balance.summary());
      tables.add(BrokenTable.wanted(scenario, cell));
      tables.addAll(balance.overTime());
    }
  }

  private WantedTable verdicts(ScenarioSummary scenario, Pair pair) {
    var rows =
        judgements.of(scenario, pair).stream()
            .map(line ->
                List.of(
                    Text.of(line.metric().title()),
                    Words.first(line),
                    Words.second(line),
                    Words.effect(line),
                    Words.p(line),
                    Ruling.of(line).outcome(),
                    Words.size(line.metric(), line.smallestVisible()),
                    Text.count(line.effect().blocks()),
                    Text.of(line.confirmatory() ? "confirmatory" : "exploratory")))
            .toList();
    return new WantedTable(
        scenario.name() + ": " + Words.name(pair),
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

  private List<Trial> of(ScenarioSummary scenario) {
    return judgements.trials().stream()
        .filter(trial -> trial.key().scenario().equals(scenario.name()))
        .toList();
  }

  private WantedTable slopes(ScenarioSummary scenario) {
    List<List<Text>> rows = new ArrayList<>();
    for (var trial : of(scenario)) {
      for (var metric : Slope.METRICS) {
        var slope = trial.fits().get(metric);
        if (slope != null) {
          rows.add(
              List.of(
                  Text.of(trial.key().id()),
                  Text.of(Slope.title(metric)),
                  slope(slope),
                  Text.count(slope.levels()),
                  Text.of(judgements.standing(trial))));
        }
      }
    }
    return new WantedTable(
        "Memory per stream, by trial",
        List.of("trial", "memory", "slope [95 %]", "levels", "counts"),
        rows);
  }

  private static Text slope(Slope slope) {
    return Text.of(
        Text.amount(slope.line().slope() / 1024, "KiB"),
        " [",
        new Part.Further(slope.low() / 1024, "KiB"),
        ", ",
        new Part.Further(slope.high() / 1024, "KiB"),
        "]");
  }

  private static WantedTable settings(ScenarioSummary scenario) {
    return new WantedTable(
        "Settings of " + scenario.name(),
        List.of("setting", "value"),
        literal(scenario.parameters()));
  }

  private static List<List<Text>> literal(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> List.of(Text.of(fact.getKey()), Text.of(fact.getValue())))
        .toList();
  }

  private WantedTable trials(ScenarioSummary scenario) {
    var trials = of(scenario);
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
    return new WantedTable(
        "Trials of " + scenario.name(),
        headers,
        trials.stream().map(trial -> trial(trial, metrics)).toList());
  }

  private List<Text> trial(Trial trial, Set<Metric> metrics) {
    List<Text> cells = new ArrayList<>();
    cells.add(Text.count(trial.key().block()));
    cells.add(Text.count(trial.key().attempt()));
    cells.add(Text.count(trial.key().position()));
    cells.add(Text.of(trial.key().transport()));
    for (var metric : metrics) {
      var value = trial.value(metric);
      cells.add(value.isPresent() ? Text.bare(value.getAsDouble()) : Text.of(Findings.NOTHING));
    }
    cells.add(Text.of(judgements.standing(trial)));
    return cells;
  }

  private WantedTable voidCounts() {
    Map<String, List<Trial>> sides = new TreeMap<>();
    for (var trial : judgements.trials()) {
      String side = trial.key().scenario() + "\0" + trial.key().transport();
      sides.computeIfAbsent(side, _ -> new ArrayList<>()).add(trial);
    }
    var rows =
        sides.values().stream()
            .map(side ->
                List.of(
                    Text.of(side.getFirst().key().scenario()),
                    Text.of(side.getFirst().key().transport()),
                    Text.count(side.size()),
                    Text.count(side.stream().filter(trial -> !trial.valid()).count())))
            .toList();
    return new WantedTable(
        "Trials per transport", List.of("scenario", "transport", "trials", "void"), rows);
  }

  private WantedTable voidReasons() {
    var rows =
        judgements.trials().stream()
            .filter(trial -> !trial.valid())
            .map(trial -> List.of(Text.of(trial.key().id()), Text.joined("; ", trial.reasons())))
            .toList();
    return new WantedTable("Void trials", List.of("trial", "why it does not count"), rows);
  }

  private WantedTable caveats() {
    List<List<Text>> rows = new ArrayList<>();
    for (var caveat : Caveat.values()) {
      long count =
          judgements.trials().stream().filter(trial -> trial.caveats().contains(caveat)).count();
      if (count > 0) {
        Text share = Text.of(Text.count(count), " of ", Text.count(judgements.trials().size()));
        rows.add(List.of(Text.of(caveat.sentence()), share, Text.of(caveat.advice())));
      }
    }
    return new WantedTable("Caveats", List.of("what was the case", "trials", "what to do"), rows);
  }

  private WantedTable definitions() {
    var rows =
        judgements.lines().stream()
            .map(Judgement::metric)
            .distinct()
            .sorted(Comparator.naturalOrder())
            .map(metric ->
                List.of(
                    Text.of(metric.title()), Text.of(metric.definition()), Words.margin(metric)))
            .toList();
    return new WantedTable("Metrics", List.of("metric", "what it is", "margin"), rows);
  }

  private static WantedTable facts(String caption, Map<String, String> facts) {
    return new WantedTable(caption, List.of("fact", "value"), literal(facts));
  }

  private static WantedTable moments(Environment environment) {
    var rows =
        environment.before().entrySet().stream()
            .map(fact ->
                List.of(
                    Text.of(fact.getKey()),
                    Text.of(fact.getValue()),
                    Text.of(environment.after().getOrDefault(fact.getKey(), "not read"))))
            .toList();
    return new WantedTable("Before and after the run", List.of("fact", "before", "after"), rows);
  }
}
