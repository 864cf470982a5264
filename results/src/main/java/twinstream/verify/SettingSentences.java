package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;

/// The sentences on whether a setting `name=value`, other than the number of nodes, decides how
/// evenly nodes are loaded, as they must be.
final class SettingSentences {
  private final Judgements judgements;
  private final ScenarioSummary scenario;
  private final Cell cell;

  SettingSentences(Judgements judgements, ScenarioSummary scenario, Cell cell) {
    this.judgements = judgements;
    this.scenario = scenario;
    this.cell = cell;
  }

  void addTo(List<Text> wanted) {
    Map<String, TreeSet<String>> bySetting = new TreeMap<>();
    for (var trial : cell.trials()) {
      String name = trial.key().transport();
      if (name.matches("[^@]*@[^=]*=.*") && !name.matches(".*@nodes=.*|.*-again|.*-gatling")) {
        int at = name.indexOf('@');
        String setting = name.substring(at + 1, name.indexOf('=', at));
        bySetting.computeIfAbsent(setting, _ -> new TreeSet<>()).add(name);
      }
    }
    bySetting.forEach((setting, names) -> add(setting, List.copyOf(names), wanted));
  }

  private void add(String setting, List<String> names, List<Text> wanted) {
    List<Judgement> lines = new ArrayList<>();
    for (int i = 1; i < names.size(); i++) {
      var pair = new Pair(names.get(i - 1), names.get(i));
      if (!isOfTwins(pair) && has(pair)) {
        lines.add(judgements.again(scenario, pair, Metric.IMBALANCE, cell));
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    var twins =
        judgements.lines().stream()
            .filter(line -> line.scenario().equals(scenario.name()))
            .filter(line -> line.metric() == Metric.IMBALANCE)
            .filter(line -> isOfTwins(line.pair()) && isAt(setting, line.pair()))
            .toList();
    wanted.add(
        Text.of(
            "Does " + setting + " decide how evenly the nodes are loaded? Of ",
            Text.count(lines.size()),
            " comparisons of a transport with itself: it does in ",
            decided(lines),
            ". Of ",
            Text.count(twins.size()),
            " comparisons of two transports at the same " + setting + ": they differ in ",
            decided(twins),
            "."));
    lines.forEach(line -> wanted.add(Words.sentence(line)));
  }

  private static boolean isOfTwins(Pair pair) {
    var plain = ScalingSentences.transports(pair);
    return !plain.first().equals(plain.second());
  }

  private static boolean isAt(String setting, Pair pair) {
    String of = Pair.settingOf(pair.first());
    return of.startsWith(setting + "=") && of.equals(Pair.settingOf(pair.second()));
  }

  /// How many show a difference, none, and neither.
  private static Text decided(List<Judgement> lines) {
    long differ =
        lines.stream().filter(line -> Ruling.of(line).kind() == Ruling.Kind.BETTER).count();
    long same = ScalingSentences.equivalent(lines);
    return Text.of(
        Text.count(differ),
        ", no material difference in ",
        Text.count(same),
        ", not decided in ",
        Text.count(lines.size() - differ - same));
  }

  private boolean has(Pair pair) {
    return cell.trials().stream()
        .filter(trial -> trial.value(Metric.IMBALANCE).isPresent())
        .map(trial -> trial.key().transport())
        .anyMatch(name -> name.equals(pair.first()) || name.equals(pair.second()));
  }
}
