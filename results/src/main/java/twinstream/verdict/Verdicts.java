package twinstream.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// All verdicts of a run: per scenario and pair, confirmatory metrics first.
///
/// @param lines one for each confirmatory metric, and for each other that any trial of the pair has
/// @param counting ids of the trials that enter comparisons: valid, and of a block without a void
///   one
/// @param invalidBecause why the run as a whole must not be believed; empty when nothing speaks
///   against it
public record Verdicts(
    List<MetricVerdict> lines, Set<String> counting, List<String> invalidBecause) {

  public Verdicts {
    lines = List.copyOf(lines);
    counting = Set.copyOf(counting);
    invalidBecause = List.copyOf(invalidBecause);
  }

  /// Judges all trials of a run. The confirmatory metrics of all pairs are one family for Holm,
  /// those of all self-checks another, so that checking the instrument costs no power. Where fewer
  /// than six blocks were planned there will be no verdict, so those belong to no family.
  public static Verdicts of(RunManifest manifest, List<Result> results) {
    List<Question> questions = new ArrayList<>();
    Set<String> counting = new HashSet<>();
    for (var scenario : manifest.scenarios()) {
      var own = results.stream().filter(r -> r.key().scenario().equals(scenario.name())).toList();
      var blocks = new Blocks(own);
      blocks.countingIds().forEach(counting::add);
      for (var pair : scenario.pairs()) {
        metrics(
                scenario,
                Efficiency.isAsked(scenario, pair),
                own.stream().filter(result -> ofPair(result, pair)).toList())
            .map(metric -> Question.of(scenario, pair, metric, blocks, manifest.seed()))
            .forEach(questions::add);
      }
    }
    adjust(questions, question -> !question.pair().selfCheck());
    adjust(questions, question -> question.pair().selfCheck());
    var lines = questions.stream().map(Question::judged).toList();
    return new Verdicts(lines, counting, Invalidity.of(manifest, results, lines));
  }

  /// True when the run must end with the exit code for an invalid measurement.
  public boolean invalid() {
    return !invalidBecause.isEmpty();
  }

  /// Those of one scenario, in order.
  public List<MetricVerdict> ofScenario(String scenario) {
    return lines.stream().filter(line -> line.scenario().equals(scenario)).toList();
  }

  /// Those that decide: confirmatory, and not a self-check.
  public List<MetricVerdict> deciding() {
    return lines.stream().filter(line -> line.confirmatory() && !line.pair().selfCheck()).toList();
  }

  /// What is asked of some trials: what was to decide, and all else that any of them has.
  ///
  /// @param ofEfficiency whether they are of several nodes, and others of one
  static Stream<Metric> metrics(
      ScenarioSummary scenario, boolean ofEfficiency, List<Result> results) {
    Predicate<Metric> seen =
        metric -> results.stream().anyMatch(result -> result.value(metric).isPresent());
    var kind = TrialKind.of(scenario.parameters());
    var exploratory =
        Stream.of(Metric.values())
            .filter(metric -> metric.isComparedIn(kind))
            .filter(metric -> !scenario.confirmatory().contains(metric))
            .filter(metric ->
                metric == Metric.SCALING_EFFICIENCY
                    ? ofEfficiency && seen.test(Efficiency.OF)
                    : seen.test(metric));
    // What was to decide stays a question, with an answer or without; but efficiency is
    // none where one node, or several, were never to be tried.
    return Stream.concat(
        scenario.confirmatory().stream()
            .filter(metric -> metric != Metric.SCALING_EFFICIENCY || ofEfficiency),
        exploratory);
  }

  private static boolean ofPair(Result result, Pair pair) {
    String transport = result.key().transport();
    return transport.equals(pair.first()) || transport.equals(pair.second());
  }

  private static void adjust(List<Question> questions, Predicate<Question> family) {
    var asked =
        questions.stream()
            .filter(Question::confirmatory)
            .filter(Question::decidable)
            .filter(family)
            .toList();
    double[] adjusted =
        Holm.adjust(asked.stream().mapToDouble(question -> question.estimate().pValue()).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      questions.set(
          questions.indexOf(asked.get(i)), asked.get(i).adjusted(adjusted[i], adjusted.length));
    }
  }
}
