package twinstream.verdict;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/// Studentised bootstrap of a mean: blocks are drawn with replacement, and each draw says how far
/// its mean strays in units of its own standard error. A draw that holds one value only has no
/// standard error: its mean strays infinitely far, and an interval that rests on such draws has no
/// bound.
final class BootstrapT {
  private static final int DRAWS = 4_999;

  /// Share of a draw's squares below which its spread is dust of floating point.
  private static final double DUST = 1e-12;

  private final double mean;
  private final double error;
  private final double[] strays;

  private BootstrapT(double mean, double error, double[] sortedStrays) {
    this.mean = mean;
    this.error = error;
    this.strays = sortedStrays;
  }

  static BootstrapT of(double[] effects, long seed) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    int n = effects.length;
    double mean = Estimate.mean(effects);
    double[] offsets = Arrays.stream(effects).map(effect -> effect - mean).toArray();
    double[] strays = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      double sum = 0;
      double squares = 0;
      for (int k = 0; k < n; k++) {
        double offset = offsets[random.nextInt(n)];
        sum += offset;
        squares += offset * offset;
      }
      strays[i] = stray(sum / n, squares, n);
    }
    Arrays.sort(strays);
    return new BootstrapT(mean, Estimate.spread(effects, mean) / Math.sqrt(n), strays);
  }

  private static double stray(double mean, double squares, int n) {
    double spreadSquares = squares - n * mean * mean;
    double error = spreadSquares <= DUST * squares ? 0 : Math.sqrt(spreadSquares / (n - 1) / n);
    return mean == 0 ? 0 : mean / error;
  }

  /// The upper stray bounds the mean from below, and the lower one from above.
  Interval interval(double level) {
    double tail = (1 - level) / 2;
    return new Interval(mean - quantile(1 - tail) * error, mean - quantile(tail) * error, level);
  }

  private double quantile(double share) {
    int index = (int) Math.ceil(share * strays.length) - 1;
    return strays[Math.clamp(index, 0, strays.length - 1)];
  }
}
