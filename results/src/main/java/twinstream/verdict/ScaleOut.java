package twinstream.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// What the trials of one scenario say of several nodes: levels, laws, and answers in sentences.
///
/// @param levels by number of nodes, then by transport
/// @param laws one for each transport that ran with several numbers of nodes
/// @param answers what is asked of many nodes, with the comparisons that answer it
public record ScaleOut(List<ScalingLevel> levels, List<Law> laws, List<Answer> answers) {

  public ScaleOut {
    levels = List.copyOf(levels);
    laws = List.copyOf(laws);
    answers = List.copyOf(answers);
  }

  /// @param levels different numbers of nodes with a throughput at SLO
  /// @param law nothing with fewer than four, or where none fits
  public record Law(String transport, int levels, Optional<UniversalScaling> law) {}

  /// @param conclusion in a sentence, with counts of the comparisons
  /// @param lines the comparisons
  public record Answer(String conclusion, List<MetricVerdict> lines) {}

  /// @param own trials of the scenario, void ones too
  /// @param seed of the run
  public static ScaleOut of(
      ScenarioSummary scenario, List<MetricVerdict> lines, List<Result> own, long seed) {
    var levels = ScalingLevel.of(own);
    List<Answer> answers = new ArrayList<>();
    for (var question : ScaleQuestion.values()) {
      twins(scenario)
          .map(twins -> answer(question, twins, lines))
          .filter(answer -> !answer.lines.isEmpty())
          .forEach(answers::add);
    }
    SettingQuestion.of(own)
        .map(setting -> setting.answer(scenario, lines, own, seed))
        .filter(answer -> !answer.lines.isEmpty())
        .forEach(answers::add);
    return new ScaleOut(levels, laws(levels), answers);
  }

  private static List<Law> laws(List<ScalingLevel> levels) {
    return levels.stream()
        .map(ScalingLevel::transport)
        .distinct()
        .sorted()
        .map(transport -> law(transport, levels))
        .toList();
  }

  private static Law law(String transport, List<ScalingLevel> levels) {
    List<double[]> points = new ArrayList<>();
    levels.stream()
        .filter(level -> level.transport().equals(transport))
        .forEach(level ->
            level.values(Metric.TOKENS_AT_SLO).stream()
                .filter(value -> value > 0)
                .forEach(value -> points.add(new double[] {level.nodes(), value})));
    double[] nodes = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] throughput = points.stream().mapToDouble(point -> point[1]).toArray();
    return new Law(
        transport, UniversalScaling.levels(nodes), UniversalScaling.of(nodes, throughput));
  }

  /// Transports that are held against each other, each two once.
  private static Stream<Pair> twins(ScenarioSummary scenario) {
    return scenario.pairs().stream().filter(ScaleOut::ofTwins).map(ScaleOut::transports).distinct();
  }

  static boolean ofTwins(Pair pair) {
    var plain = transports(pair);
    return !plain.first().equals(plain.second());
  }

  private static Pair transports(Pair pair) {
    return new Pair(Pair.transportOf(pair.first()), Pair.transportOf(pair.second()));
  }

  private static Answer answer(ScaleQuestion question, Pair twins, List<MetricVerdict> lines) {
    var own =
        lines.stream()
            .filter(line -> transports(line.pair()).equals(twins))
            .filter(line -> question.asks(line.metric()))
            .toList();
    String which =
        "Which of %s and %s %s?".formatted(twins.first(), twins.second(), question.words());
    return new Answer(
        "%s Of %d comparisons: no material difference in %d, %s in %d, %s in %d, not decided in %d."
            .formatted(
                which,
                own.size(),
                count(own, Verdict.Equivalent.class),
                twins.first(),
                better(own, true),
                twins.second(),
                better(own, false),
                open(own)),
        own);
  }

  private static long better(List<MetricVerdict> lines, boolean first) {
    return lines.stream()
        .filter(line ->
            line.verdict() instanceof Verdict.Better(String name)
                && name.equals(line.pair().first()) == first)
        .count();
  }

  static long count(List<MetricVerdict> lines, Class<? extends Verdict> kind) {
    return lines.stream().filter(line -> kind.isInstance(line.verdict())).count();
  }

  static long open(List<MetricVerdict> lines) {
    return count(lines, Verdict.Inconclusive.class) + count(lines, Verdict.Invalid.class);
  }
}
