package twinstream.verdict;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean effect over blocks and how well it is known. Intervals are Student's t with n − 1
/// degrees of freedom; from twelve blocks on bootstrap-t (Efron and Tibshirani 1993, chapter 12),
/// which needs no normal data, unless so many blocks are equal that it has no bounds. Of a dozen
/// blocks with outliers a bootstrap-t by itself covers too little (92 % in simulation), so it may
/// reach farther than Student's t on the side of a long tail, and never less far. The p-value is
/// always that of the paired t test, two-sided.
///
/// @param blocks number of blocks, n
/// @param effect mean over blocks on the metric's scale; NaN without a block
/// @param spread standard deviation over blocks; NaN with fewer than two
/// @param interval95 shown, and asked for "no difference"
/// @param interval90 asked for equivalence: two one-sided tests at 5 % (Schuirmann 1987)
/// @param pValue of no difference; 1 with fewer than two blocks
public record Estimate(
    int blocks,
    double effect,
    double spread,
    Interval interval95,
    Interval interval90,
    double pValue) {

  private static final int BOOTSTRAP_FROM = 12;

  /// @param seed of the bootstrap; the same seed and effects give the same estimate
  public static Estimate of(double[] effects, long seed) {
    int n = effects.length;
    if (n < 2) {
      double only = n == 1 ? effects[0] : Double.NaN;
      return new Estimate(
          n, only, Double.NaN, Interval.unbounded(0.95), Interval.unbounded(0.90), 1);
    }
    var student = student(effects);
    if (n >= BOOTSTRAP_FROM && student.spread > 0) {
      var bootstrap = BootstrapT.of(effects, seed);
      if (bootstrap.interval(0.95).bounded()) {
        return new Estimate(
            n,
            student.effect,
            student.spread,
            bootstrap.interval(0.95).hull(student.interval95),
            bootstrap.interval(0.90).hull(student.interval90),
            student.pValue);
      }
    }
    return student;
  }

  /// With Student's intervals, however many blocks there are.
  ///
  /// @param effects two or more
  static Estimate student(double[] effects) {
    int n = effects.length;
    double mean = mean(effects);
    double spread = spread(effects, mean);
    double error = spread / Math.sqrt(n);
    return new Estimate(
        n,
        mean,
        spread,
        student(mean, error, n, 0.95),
        student(mean, error, n, 0.90),
        pValue(mean, error, n));
  }

  /// The estimate of effects that were all multiplied, then moved. The bootstrap's draws are taken
  /// to be the same.
  Estimate changed(double factor, double move) {
    return new Estimate(
        blocks,
        move + factor * effect,
        factor * spread,
        interval95.changed(factor, move),
        interval90.changed(factor, move),
        pValue(move + factor * effect, factor * spread / Math.sqrt(blocks), blocks));
  }

  /// Smallest effect that so many blocks of this spread show in four of five runs; NaN with fewer
  /// than two blocks.
  ///
  /// @param level highest unadjusted p-value that counts
  public double smallestVisible(double level) {
    return blocks < 2 ? Double.NaN : spread * new StudentPower(blocks).smallestFound(level);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  static double spread(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  private static Interval student(double mean, double error, int n, double level) {
    double reach = TDistribution.of(n - 1).inverseSurvivalProbability((1 - level) / 2) * error;
    return new Interval(mean - reach, mean + reach, level);
  }

  private static double pValue(double mean, double error, int n) {
    if (error == 0) {
      return mean == 0 ? 1 : 0;
    }
    return Math.min(1, 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(mean / error)));
  }
}
