package twinstream.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.RunManifest;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// All comparisons of a run, judged once more.
///
/// @param cells trials by scenario
/// @param lines confirmatory metrics of each pair first
record Judgements(
    RunManifest manifest, List<Trial> trials, Map<String, Cell> cells, List<Judgement> lines) {

  static Judgements of(RunManifest manifest, List<Trial> trials) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    List<Judgement> lines = new ArrayList<>();
    for (var scenario : manifest.scenarios()) {
      var own =
          trials.stream().filter(trial -> trial.key().scenario().equals(scenario.name())).toList();
      var cell = new Cell(own);
      cells.put(scenario.name(), cell);
      for (var pair : scenario.pairs()) {
        metrics(scenario, pair, own)
            .map(metric -> judgement(manifest.seed(), scenario, pair, metric, cell))
            .forEach(lines::add);
      }
    }
    adjust(lines, line -> line.pair().selfCheck());
    adjust(lines, line -> !line.pair().selfCheck());
    return new Judgements(manifest, trials, cells, lines);
  }

  private static Judgement judgement(
      long seed, ScenarioSummary scenario, Pair pair, Metric metric, Cell cell) {
    var values = cell.paired(pair, metric);
    long own = Bootstrap.seed(seed, scenario.name(), pair.first(), pair.second(), metric.name());
    var effect = Effect.of(Judgement.effects(metric, values), own);
    return new Judgement(
        scenario.name(),
        pair,
        metric,
        !pair.ofObservers() && scenario.confirmatory().contains(metric),
        scenario.blocks() >= Judgement.FEWEST_BLOCKS,
        values,
        cell.counting(pair),
        effect,
        cell.voids(pair),
        cell.blockLength(),
        effect.p(),
        Judgement.LEVEL);
  }

  private static Stream<Metric> metrics(ScenarioSummary scenario, Pair pair, List<Trial> own) {
    var kind = TrialKind.of(scenario.parameters());
    boolean ofEfficiency =
        counts(pair).anyMatch(nodes -> nodes > 1)
            && scenario.pairs().stream().anyMatch(one -> counts(one).anyMatch(n -> n == 1));
    var both = own.stream().filter(trial -> isOf(trial, pair)).toList();
    var others =
        Stream.of(Metric.values())
            .filter(metric -> !scenario.confirmatory().contains(metric))
            .filter(metric -> isShown(metric, kind))
            .filter(metric -> metric != Metric.SCALING_EFFICIENCY || ofEfficiency)
            .filter(
                metric -> both.stream().anyMatch(trial -> trial.value(madeOf(metric)).isPresent()));
    return Stream.concat(
        scenario.confirmatory().stream()
            .filter(metric -> metric != Metric.SCALING_EFFICIENCY || ofEfficiency),
        others);
  }

  private static Stream<Integer> counts(Pair pair) {
    return Stream.of(Pair.nodesOf(pair.first()), Pair.nodesOf(pair.second()));
  }

  private static Metric madeOf(Metric metric) {
    return metric == Metric.SCALING_EFFICIENCY ? Metric.TOKENS_AT_SLO : metric;
  }

  private static boolean isShown(Metric metric, TrialKind kind) {
    if (kind == TrialKind.RAMP) {
      return switch (metric) {
        case SERVER_CPU_PER_TOKEN,
            CROWD_CPU_PER_TOKEN,
            STREAMS_AT_SLO,
            TOKENS_AT_SLO,
            PEAK_TOKENS,
            SCALING_EFFICIENCY,
            THROTTLED_PERIODS,
            IMBALANCE ->
            true;
        default -> false;
      };
    }
    return switch (metric) {
      case THROUGHPUT -> false;
      case ICL_P50, ICL_P99 -> kind != TrialKind.FLOOD;
      default -> true;
    };
  }

  /// A comparison that is not among those of the plan.
  Judgement again(ScenarioSummary scenario, Pair pair, Metric metric, Cell cell) {
    return judgement(manifest.seed(), scenario, pair, metric, cell);
  }

  private static boolean isOf(Trial trial, Pair pair) {
    String name = trial.key().transport();
    return name.equals(pair.first()) || name.equals(pair.second());
  }

  /// Holm (1979): the i-th smallest of m p-values times m − i + 1, never falling, at most 1.
  private static void adjust(List<Judgement> lines, Predicate<Judgement> family) {
    var places =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).confirmatory() && lines.get(i).decidable())
            .filter(i -> family.test(lines.get(i)))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> lines.get(i).effect().p()))
            .toList();
    int left = places.size();
    double adjusted = 0;
    for (int place : places) {
      var line = lines.get(place);
      adjusted = Math.max(adjusted, Math.min(1, left * line.effect().p()));
      lines.set(place, line.adjusted(adjusted, places.size()));
      left--;
    }
  }

  List<Judgement> of(ScenarioSummary scenario, Pair pair) {
    return lines.stream()
        .filter(line -> line.scenario().equals(scenario.name()) && line.pair().equals(pair))
        .toList();
  }

  /// Confirmatory comparisons of two transports.
  List<Judgement> deciding(ScenarioSummary scenario) {
    return lines.stream()
        .filter(line -> line.scenario().equals(scenario.name()))
        .filter(line -> line.confirmatory() && !line.pair().selfCheck())
        .toList();
  }

  /// Confirmatory comparisons of a transport with itself.
  List<Judgement> selfChecks() {
    return lines.stream().filter(line -> line.confirmatory() && line.pair().selfCheck()).toList();
  }

  boolean counts(Trial trial) {
    return cells.values().stream()
        .flatMap(cell -> cell.counting().stream())
        .anyMatch(block -> block.contains(trial));
  }

  /// Whether a trial enters comparisons, as tables say it.
  String standing(Trial trial) {
    return counts(trial) ? "yes" : trial.valid() ? "no, its block is void" : "void";
  }

  long voidTrials() {
    return trials.stream().filter(trial -> !trial.valid()).count();
  }
}
