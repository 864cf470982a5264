package twinstream.verdict;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// How often t tests over n blocks of normal effects say what is true: the noncentral t, summed
/// over how far the spread that is seen strays from the true one. Effects and margins are in
/// multiples of the true spread.
final class StudentPower {
  private static final int STEPS = 100;
  private static final double FARTHEST = 6;
  private static final double OFTEN = 0.8;
  private static final int HALVINGS = 40;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final double root;
  private final TDistribution student;
  private final double[] strays = new double[STEPS];
  private final double[] shares = new double[STEPS];

  /// @param blocks two or more
  StudentPower(int blocks) {
    int freedom = blocks - 1;
    root = Math.sqrt(blocks);
    student = TDistribution.of(freedom);
    double reach = FARTHEST / Math.sqrt(freedom);
    double lowest = Math.max(0, 1 - reach);
    double width = (1 + reach - lowest) / STEPS;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      double stray = lowest + (i + 0.5) * width;
      strays[i] = stray;
      // Density of chi over the root of its degrees of freedom, but for a factor; 1 near its peak.
      shares[i] = Math.exp((freedom - 1) * Math.log(stray) - freedom * (stray * stray - 1) / 2);
      sum += shares[i];
    }
    for (int i = 0; i < STEPS; i++) {
      shares[i] /= sum;
    }
  }

  /// Chance that a difference is found, on its right side.
  ///
  /// @param level highest two-sided p-value that counts
  double found(double effect, double level) {
    double quantile = student.inverseSurvivalProbability(level / 2);
    double chance = 0;
    for (int i = 0; i < STEPS; i++) {
      chance += shares[i] * NORMAL.cumulativeProbability(effect * root - quantile * strays[i]);
    }
    return chance;
  }

  /// Chance that two one-sided tests at 5 % show equivalence.
  double equivalent(double effect, double margin) {
    double quantile = student.inverseSurvivalProbability(Verdict.LEVEL);
    double chance = 0;
    for (int i = 0; i < STEPS; i++) {
      double reach = quantile * strays[i];
      double high = NORMAL.cumulativeProbability((margin - effect) * root - reach);
      double low = NORMAL.cumulativeProbability(reach - (margin + effect) * root);
      chance += shares[i] * Math.max(0, high - low);
    }
    return chance;
  }

  /// Smallest effect that is found in four of five runs.
  double smallestFound(double level) {
    double high = 1;
    while (found(high, level) < OFTEN) {
      high *= 2;
    }
    double low = 0;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (found(middle, level) < OFTEN) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  static boolean often(double chance) {
    return chance >= OFTEN;
  }
}
