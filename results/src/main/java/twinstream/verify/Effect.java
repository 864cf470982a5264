package twinstream.verify;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/// The mean effect over blocks with its intervals, by Hipparchus' Student's t; from twelve blocks
/// on the hull of that and a [Bootstrap].
///
/// @param blocks n
/// @param mean on the metric's effect scale; NaN without a block
/// @param spread standard deviation; NaN with fewer than two blocks
/// @param wide 95 % interval
/// @param narrow 90 % interval
/// @param p two-sided, of the paired t test
record Effect(int blocks, double mean, double spread, Range wide, Range narrow, double p) {
  private static final int BOOTSTRAP_FROM = 12;

  /// An interval on the effect scale.
  record Range(double low, double high) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean bounded() {
      return Double.isFinite(low) && Double.isFinite(high);
    }

    boolean holdsZero() {
      return low <= 0 && high >= 0;
    }

    Range hull(Range other) {
      return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }
  }

  static Effect of(double[] effects, long seed) {
    int n = effects.length;
    double mean = n == 0 ? Double.NaN : Arrays.stream(effects).sum() / n;
    if (n < 2) {
      return new Effect(n, mean, Double.NaN, Range.ALL, Range.ALL, 1);
    }
    double squares = Arrays.stream(effects).map(effect -> (effect - mean) * (effect - mean)).sum();
    double spread = Math.sqrt(squares / (n - 1));
    double error = spread / Math.sqrt(n);
    Range wide = student(mean, error, n, 0.975);
    Range narrow = student(mean, error, n, 0.95);
    if (n >= BOOTSTRAP_FROM && spread > 0) {
      var bootstrap = Bootstrap.of(effects, mean, error, seed);
      if (bootstrap.range(0.95).bounded()) {
        wide = wide.hull(bootstrap.range(0.95));
        narrow = narrow.hull(bootstrap.range(0.90));
      }
    }
    return new Effect(n, mean, spread, wide, narrow, p(mean, error, n));
  }

  private static Range student(double mean, double error, int n, double share) {
    double reach = LeastSquares.quantile(n - 1, share) * error;
    return new Range(mean - reach, mean + reach);
  }

  private static double p(double mean, double error, int n) {
    if (error == 0) {
      return mean == 0 ? 1 : 0;
    }
    double below = new TDistribution(n - 1).cumulativeProbability(-Math.abs(mean) / error);
    return Math.min(1, 2 * below);
  }
}
