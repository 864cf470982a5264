package twinstream.verdict;

import org.apache.commons.statistics.distribution.TDistribution;

/// Two independent samples of unequal spread (Welch 1947): what is left when the blocks of two runs
/// have no workload in common.
final class Welch {
  private Welch() {}

  /// The mean of the second sample relative to that of the first. The estimate's spread is the one
  /// that as many pairs as the smaller sample has values would need for the same standard error, so
  /// that planning figures hold roughly.
  ///
  /// @param base values on the effect scale
  /// @param fresh values on the effect scale
  static Estimate of(double[] base, double[] fresh) {
    int blocks = Math.min(base.length, fresh.length);
    double effect = Estimate.mean(fresh) - Estimate.mean(base);
    if (blocks < 2) {
      return new Estimate(
          blocks, effect, Double.NaN, Interval.unbounded(0.95), Interval.unbounded(0.90), 1);
    }
    double baseSquare = squareError(base);
    double freshSquare = squareError(fresh);
    double error = Math.sqrt(baseSquare + freshSquare);
    if (error == 0) {
      return new Estimate(
          blocks,
          effect,
          0,
          new Interval(effect, effect, 0.95),
          new Interval(effect, effect, 0.90),
          effect == 0 ? 1 : 0);
    }
    // Satterthwaite's degrees of freedom.
    double freedom =
        Math.pow(error, 4)
            / (baseSquare * baseSquare / (base.length - 1)
                + freshSquare * freshSquare / (fresh.length - 1));
    var t = TDistribution.of(freedom);
    return new Estimate(
        blocks,
        effect,
        error * Math.sqrt(blocks),
        interval(effect, t.inverseSurvivalProbability(0.025) * error, 0.95),
        interval(effect, t.inverseSurvivalProbability(0.05) * error, 0.90),
        Math.min(1, 2 * t.survivalProbability(Math.abs(effect) / error)));
  }

  private static double squareError(double[] values) {
    double spread = Estimate.spread(values, Estimate.mean(values));
    return spread * spread / values.length;
  }

  private static Interval interval(double effect, double reach, double level) {
    return new Interval(effect - reach, effect + reach, level);
  }
}
