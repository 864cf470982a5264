package twinstream.verify;

import org.hipparchus.distribution.continuous.NormalDistribution;

/// How often tests over n blocks of normal effects find what is true: the noncentral t as a mixture
/// of normals over the spread that is seen (100 equal steps of it, to six of its own standard
/// deviations, as the suite does; another grid would move the last digit). In multiples of the true
/// spread.
final class Chance {
  private static final int STEPS = 100;
  private static final int MOST_BLOCKS = 1_000;
  private static final int FEWEST_BLOCKS = 6;
  private static final double OFTEN = 0.8;
  private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

  private final int freedom;
  private final double root;
  private final double low;
  private final double width;

  private Chance(int blocks) {
    freedom = blocks - 1;
    root = Math.sqrt(blocks);
    double reach = 6 / Math.sqrt(freedom);
    low = Math.max(0, 1 - reach);
    width = (1 + reach - low) / STEPS;
  }

  @FunctionalInterface
  private interface Given {
    double spread(double seen);
  }

  private double average(Given given) {
    double weights = 0;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      double seen = low + (i + 0.5) * width;
      double weight = Math.exp((freedom - 1) * Math.log(seen) + freedom * (1 - seen * seen) / 2);
      weights += weight;
      sum += weight * given.spread(seen);
    }
    return sum / weights;
  }

  private double found(double effect, double quantile) {
    return average(seen -> NORMAL.cumulativeProbability(effect * root - quantile * seen));
  }

  private double equivalent(double effect, double margin, double quantile) {
    return average(seen -> {
      double below = NORMAL.cumulativeProbability((margin - effect) * root - quantile * seen);
      double above = NORMAL.cumulativeProbability(quantile * seen - (margin + effect) * root);
      return Math.max(0, below - above);
    });
  }

  /// Smallest effect that is found in four of five runs.
  ///
  /// @param level highest two-sided p-value that counts
  static double smallestFound(int blocks, double level) {
    var chance = new Chance(blocks);
    double quantile = LeastSquares.quantile(blocks - 1, 1 - level / 2);
    double high = 1;
    while (chance.found(high, quantile) < OFTEN) {
      high *= 2;
    }
    double low = 0;
    while (high - low > 1e-11 * high) {
      double middle = (low + high) / 2;
      if (chance.found(middle, quantile) < OFTEN) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /// Blocks in all that would decide in four of five runs, at least six; [Integer#MAX_VALUE] when
  /// over a thousand.
  static int blocksToDecide(double effect, double room, double level) {
    if (decides(FEWEST_BLOCKS, effect, room, level)) {
      return FEWEST_BLOCKS;
    }
    if (!decides(MOST_BLOCKS, effect, room, level)) {
      return Integer.MAX_VALUE;
    }
    int low = FEWEST_BLOCKS;
    int high = MOST_BLOCKS;
    while (high > low + 1) {
      int middle = low + (high - low) / 2;
      if (decides(middle, effect, room, level)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean decides(int blocks, double effect, double room, double level) {
    var chance = new Chance(blocks);
    return chance.found(effect, LeastSquares.quantile(blocks - 1, 1 - level / 2)) >= OFTEN
        || chance.equivalent(effect, room, LeastSquares.quantile(blocks - 1, 0.95)) >= OFTEN;
  }
}
