package twinstream.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// The sentences on several nodes, as they must be.
final class ScalingSentences {
  /// What is asked, with the metrics that answer it.
  private static final Map<String, List<Metric>> QUESTIONS = new LinkedHashMap<>();

  static {
    QUESTIONS.put("scales out more easily", List.of(Metric.SCALING_EFFICIENCY));
    QUESTIONS.put(
        "spreads its streams more evenly over the nodes",
        List.of(Metric.IMBALANCE, Metric.BALANCED_AFTER));
    QUESTIONS.put(
        "loses less when nodes go and come",
        List.of(
            Metric.CUT_STREAMS,
            Metric.RESUMED,
            Metric.REPLIES_LOST,
            Metric.TOKENS_LOST,
            Metric.RESUME_GAP_P50,
            Metric.RESUME_GAP_P99,
            Metric.LONGEST_GAP,
            Metric.COMEBACK_PEAK));
  }

  private final Judgements judgements;
  private final ScenarioSummary scenario;
  private final Cell cell;

  ScalingSentences(Judgements judgements, ScenarioSummary scenario, Cell cell) {
    this.judgements = judgements;
    this.scenario = scenario;
    this.cell = cell;
  }

  /// True for a scenario whose trials had several nodes.
  boolean isAsked() {
    return cell.trials().stream()
        .anyMatch(trial ->
            Pair.nodesOf(trial.key().transport()) > 0
                || trial.value(Metric.IMBALANCE).isPresent()
                || kind(trial) == TrialKind.FAILOVER);
  }

  private static TrialKind kind(Trial trial) {
    return TrialKind.of(trial.stated().parameters());
  }

  /// In the order of the report; none for a scenario of single servers.
  List<Text> all() {
    List<Text> wanted = new ArrayList<>();
    if (!isAsked()) {
      return wanted;
    }
    limit(wanted);
    for (var twins : twins()) {
      QUESTIONS.forEach((words, metrics) -> answer(twins, words, metrics, wanted));
    }
    new SettingSentences(judgements, scenario, cell).addTo(wanted);
    wanted.addAll(new BalanceTable(scenario, cell).sentences());
    open(wanted);
    return wanted;
  }

  private void limit(List<Text> wanted) {
    var limits = new TreeSet<String>();
    cell.trials()
        .forEach(trial -> limits.add(trial.stated().parameters().getOrDefault("nodeLimit", "")));
    limits.remove("");
    if (!limits.isEmpty()) {
      wanted.add(Text.of("The limit of each node: " + String.join(" or ", limits) + "."));
    }
  }

  private List<Pair> twins() {
    return scenario.pairs().stream()
        .map(ScalingSentences::transports)
        .filter(pair -> !pair.first().equals(pair.second()))
        .distinct()
        .toList();
  }

  static Pair transports(Pair pair) {
    return new Pair(Pair.transportOf(pair.first()), Pair.transportOf(pair.second()));
  }

  private void answer(Pair twins, String words, List<Metric> metrics, List<Text> wanted) {
    var lines =
        judgements.lines().stream()
            .filter(line -> line.scenario().equals(scenario.name()))
            .filter(line -> transports(line.pair()).equals(twins))
            .filter(line -> metrics.contains(line.metric()))
            .toList();
    if (lines.isEmpty()) {
      return;
    }
    long first = 0;
    long second = 0;
    for (var line : lines) {
      if (Ruling.of(line).kind() == Ruling.Kind.BETTER) {
        boolean isFirst = line.better().equals(line.pair().first());
        first += isFirst ? 1 : 0;
        second += isFirst ? 0 : 1;
      }
    }
    wanted.add(
        Text.of(
            "Which of %s and %s %s? Of ".formatted(twins.first(), twins.second(), words),
            Text.count(lines.size()),
            " comparisons: no material difference in ",
            Text.count(equivalent(lines)),
            ", " + twins.first() + " in ",
            Text.count(first),
            ", " + twins.second() + " in ",
            Text.count(second),
            ", not decided in ",
            Text.count(lines.size() - equivalent(lines) - first - second),
            "."));
    lines.forEach(line -> wanted.add(Words.sentence(line)));
  }

  static long equivalent(List<Judgement> lines) {
    return lines.stream()
        .map(line -> Ruling.of(line).kind())
        .filter(
            kind -> kind == Ruling.Kind.EQUIVALENT || kind == Ruling.Kind.EQUIVALENT_BUT_NOT_ZERO)
        .count();
  }

  private void open(List<Text> wanted) {
    var ramps =
        cell.counting().stream()
            .flatMap(List::stream)
            .filter(trial -> kind(trial) == TrialKind.RAMP)
            .toList();
    long whole =
        ramps.stream().filter(trial -> trial.value(Metric.TOKENS_AT_SLO).isEmpty()).count();
    if (whole > 0) {
      wanted.add(
          Text.of(
              "In ",
              Text.count(whole),
              " of ",
              Text.count(ramps.size()),
              " trials that count the service level was kept to the end of the window: their knee was not reached, and they have no figure at it."));
    }
    for (var law : new ScalingTable(scenario, cell).laws()) {
      if (law.fit().isEmpty()) {
        wanted.add(
            Text.of(
                "No scaling law is laid through "
                    + law.transport()
                    + ", which has figures at the knee for ",
                Text.count(law.levels()),
                " numbers of nodes: four are needed, and a curve that fits."));
      }
    }
  }
}
