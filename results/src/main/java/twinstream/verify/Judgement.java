package twinstream.verify;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import twinstream.result.Better;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Scale;

/// One comparison, judged once more.
///
/// @param values `[first, second]` of each block that counts and has the metric
/// @param counting blocks that count, with the metric or without
/// @param decidable whether six blocks or more were planned
/// @param adjustedP p-value after Holm, or as it is
/// @param level highest unadjusted p-value that would count alone
record Judgement(
    String scenario,
    Pair pair,
    Metric metric,
    boolean confirmatory,
    boolean decidable,
    List<double[]> values,
    int counting,
    Effect effect,
    Voids voids,
    Duration blockLength,
    double adjustedP,
    double level) {

  static final int FEWEST_BLOCKS = 6;
  static final double LEVEL = 0.05;

  Judgement adjusted(double p, int questions) {
    return new Judgement(
        scenario,
        pair,
        metric,
        confirmatory,
        decidable,
        values,
        counting,
        effect,
        voids,
        blockLength,
        p,
        LEVEL / questions);
  }

  /// Effects of blocks on the scale of a metric; none where a ratio would divide by nothing.
  static double[] effects(Metric metric, List<double[]> values) {
    if (metric.scale() == Scale.DIFFERENCE) {
      return values.stream().mapToDouble(both -> both[1] - both[0]).toArray();
    }
    boolean positive = values.stream().allMatch(both -> both[0] > 0 && both[1] > 0);
    return positive
        ? values.stream().mapToDouble(both -> Math.log(both[1] / both[0])).toArray()
        : new double[0];
  }

  /// Blocks that count in which what is measured did not come before the end of the window.
  int outlasted() {
    return switch (metric) {
      case STREAMS_AT_SLO, TOKENS_AT_SLO, SCALING_EFFICIENCY, BALANCED_AFTER ->
          counting - values.size();
      default -> 0;
    };
  }

  /// Why a block lacks the metric.
  String missing() {
    return switch (metric) {
      case STREAMS_AT_SLO, TOKENS_AT_SLO, SCALING_EFFICIENCY, BALANCED_AFTER ->
          "not within the window in ";
      default -> "too few samples for it in ";
    };
  }

  boolean hasEffects() {
    return effects(metric, values).length == values.size();
  }

  /// Half-width of the band of equivalence on the effect scale.
  double margin() {
    return metric.scale() == Scale.RATIO ? Math.log(1 + metric.margin()) : metric.margin();
  }

  boolean differs() {
    return !effect.wide().holdsZero() && adjustedP <= LEVEL;
  }

  boolean equivalent() {
    return -margin() < effect.narrow().low() && effect.narrow().high() < margin();
  }

  /// A median without an average of percentiles where the number of blocks is odd.
  double median(ToDoubleFunction<double[]> side) {
    double[] sorted = values.stream().mapToDouble(side).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /// The side that a user would choose, if there is a difference.
  String better() {
    boolean secondIsHigher = effect.mean() > 0;
    return secondIsHigher == (metric.better() == Better.HIGHER) ? pair.second() : pair.first();
  }

  double smallestVisible() {
    return effect.blocks() < 2
        ? Double.NaN
        : effect.spread() * Chance.smallestFound(effect.blocks(), level);
  }
}
