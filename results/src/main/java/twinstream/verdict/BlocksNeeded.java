package twinstream.verdict;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// How many blocks would decide in four of five runs, if effect and spread stay as they were seen.
/// A planning figure: the noncentral t is replaced by t quantiles (Student's at the level, normal
/// for the power), and the other questions are taken to stay as hard as they were.
final class BlocksNeeded {
  private static final int MOST = 1_000;
  private static final double MISS = 0.2;

  private BlocksNeeded() {}

  /// Blocks in all until either equivalence or a difference would be shown, whichever is sooner,
  /// and at least six. [Integer#MAX_VALUE] when over a thousand, or when fewer than two blocks tell
  /// no spread.
  ///
  /// @param level highest unadjusted p-value that counts as a difference
  static int toDecide(Estimate estimate, double margin, double level) {
    if (Double.isNaN(estimate.spread())) {
      return Integer.MAX_VALUE;
    }
    double effect = Math.abs(estimate.effect());
    for (int n = Verdict.FEWEST_BLOCKS; n <= MOST; n++) {
      double error = estimate.spread() / Math.sqrt(n);
      if (showsDifference(effect, error, n, level) || showsEquivalence(margin - effect, error, n)) {
        return n;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static boolean showsDifference(double effect, double error, int n, double level) {
    return effect >= (student(level / 2, n) + normal(MISS)) * error && effect > 0;
  }

  /// Either of the two tests may miss, hence half the share of misses for each; too many when the
  /// effect is not near 0.
  private static boolean showsEquivalence(double room, double error, int n) {
    return room >= (student(Verdict.LEVEL, n) + normal(MISS / 2)) * error && room > 0;
  }

  private static double student(double tail, int n) {
    return TDistribution.of(n - 1).inverseSurvivalProbability(tail);
  }

  private static double normal(double tail) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
  }
}
