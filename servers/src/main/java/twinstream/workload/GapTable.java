package twinstream.workload;

import org.apache.commons.statistics.distribution.GammaDistribution;

/// Gaps between tokens relative to their mean: 1,024 equally likely values of a gamma distribution,
/// in millionths.
///
/// Gamma, because a gap is positive and skewed to the right; shape 4, which gives a coefficient of
/// variation of 0.5: half way between an even clock (0) and arrivals without memory (1). It is an
/// assumption about models under load, not a measurement of one.
///
/// A table, because drawing is then one look-up without transcendental functions, and whole
/// millionths, because both ends must agree on every nanosecond: the quantiles come out right to
/// 1e-14, and none lies closer than 9e-11 to a border of rounding. The price is a shortened tail:
/// the longest gap is 3.49 times the mean.
final class GapTable {
  /// One mean gap.
  static final int MILLIONTHS = 1_000_000;

  private static final int SIZE = 1_024;
  private static final double SHAPE = 4;
  private static final int[] GAPS = quantiles();

  private GapTable() {}

  /// The gap after the token of that index, in millionths of the mean gap.
  static int gap(long stream, int index) {
    return GAPS[Draw.below(SIZE, Draw.at(stream, index))];
  }

  private static int[] quantiles() {
    GammaDistribution gamma = GammaDistribution.of(SHAPE, 1 / SHAPE);
    double[] exact = new double[SIZE];
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      exact[i] = gamma.inverseCumulativeProbability((i + 0.5) / SIZE);
      sum += exact[i];
    }
    // Middles of quantiles lose some of the tail; the scale gives the mean back.
    double scale = (double) SIZE * MILLIONTHS / sum;
    int[] gaps = new int[SIZE];
    int missing = SIZE * MILLIONTHS;
    for (int i = 0; i < SIZE; i++) {
      gaps[i] = (int) Math.round(exact[i] * scale);
      missing -= gaps[i];
    }
    gaps[SIZE - 1] += missing;
    return gaps;
  }
}
