package twinstream.verdict;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// Does a setting decide how evenly nodes are loaded, or the transport? Each transport is held
/// against itself under the next value of the setting, and the comparisons of two transports under
/// the same value are counted beside them.
///
/// @param name of the setting, as `held`
record SettingQuestion(String name) {

  /// The settings in which trials of a block differ, but for the number of nodes.
  static Stream<SettingQuestion> of(List<Result> own) {
    return own.stream()
        .map(result -> result.key().transport())
        .filter(trial ->
            Pair.settingOf(trial).contains("=") && !Pair.settingOf(trial).startsWith(Pair.NODES))
        .map(Pair::settingNameOf)
        .distinct()
        .sorted()
        .map(SettingQuestion::new);
  }

  /// @param lines comparisons of the plan
  ScaleOut.Answer answer(
      ScenarioSummary scenario, List<MetricVerdict> lines, List<Result> own, long seed) {
    var blocks = new Blocks(own);
    var names = names(own);
    var itself =
        IntStream.range(1, names.size())
            .mapToObj(i -> new Pair(names.get(i - 1), names.get(i)))
            .filter(pair -> !ScaleOut.ofTwins(pair) && has(own, pair))
            .map(pair -> Question.of(scenario, pair, Metric.IMBALANCE, blocks, seed).judged())
            .toList();
    var twins = twins(lines);
    return new ScaleOut.Answer(
        "Does %s decide how evenly the nodes are loaded? Of %d comparisons of a transport with itself: it does in %s. Of %d comparisons of two transports at the same %s: they differ in %s."
            .formatted(name, itself.size(), decided(itself), twins.size(), name, decided(twins)),
        itself);
  }

  private static String decided(List<MetricVerdict> lines) {
    return "%d, no material difference in %d, not decided in %d"
        .formatted(
            ScaleOut.count(lines, Verdict.Better.class),
            ScaleOut.count(lines, Verdict.Equivalent.class),
            ScaleOut.open(lines));
  }

  private List<String> names(List<Result> own) {
    return own.stream()
        .map(result -> result.key().transport())
        .distinct()
        .filter(trial -> Pair.settingNameOf(trial).equals(name))
        .filter(trial -> trial.equals(Pair.varied(Pair.transportOf(trial), Pair.settingOf(trial))))
        .sorted()
        .toList();
  }

  private List<MetricVerdict> twins(List<MetricVerdict> lines) {
    return lines.stream()
        .filter(line -> line.metric() == Metric.IMBALANCE && ScaleOut.ofTwins(line.pair()))
        .filter(line -> Pair.settingNameOf(line.pair().first()).equals(name))
        .filter(line ->
            Pair.settingOf(line.pair().first()).equals(Pair.settingOf(line.pair().second())))
        .toList();
  }

  private static boolean has(List<Result> own, Pair pair) {
    return own.stream()
        .filter(trial ->
            trial.key().transport().equals(pair.first())
                || trial.key().transport().equals(pair.second()))
        .anyMatch(trial -> trial.value(Metric.IMBALANCE).isPresent());
  }
}
