package twinstream.verify;

import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;

/// Bootstrap-t of a mean as Efron and Tibshirani (1993, section 12.5) have it: samples of n blocks
/// with replacement, t\* = (mean\* − mean) / error\*, and the interval from mean − t\*(1−α) · error
/// to mean − t\*(α) · error. So that its digits can be held against those of a report it draws as
/// the suite does: xoshiro256++ from commons-rng, one `nextInt(n)` a block, 4,999 samples, and the
/// sample of rank ⌈share · 4,999⌉ for a share.
///
/// @param sorted t\* of all samples
record Bootstrap(double mean, double error, double[] sorted) {
  private static final int SAMPLES = 4_999;

  /// A sample of one value drawn n times has no error; what is left of its squares is dust.
  private static final double DUST = 1e-12;

  /// The seed of one comparison: the run's, and the hash of its names as `java.util.List` defines
  /// it.
  static long seed(long run, String scenario, String first, String second, String metric) {
    int hash = 1;
    for (String name : new String[] {scenario, first, second, metric}) {
      hash = 31 * hash + name.hashCode();
    }
    return run ^ hash;
  }

  static Bootstrap of(double[] effects, double mean, double error, long seed) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    double[] strays = new double[SAMPLES];
    double[] sample = new double[effects.length];
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < sample.length; k++) {
        sample[k] = effects[random.nextInt(sample.length)] - mean;
      }
      strays[i] = stray(sample);
    }
    Arrays.sort(strays);
    return new Bootstrap(mean, error, strays);
  }

  private static double stray(double[] sample) {
    int n = sample.length;
    double sum = 0;
    double size = 0;
    for (double offset : sample) {
      sum += offset;
      size += offset * offset;
    }
    double mean = sum / n;
    double squares = 0;
    for (double offset : sample) {
      squares += (offset - mean) * (offset - mean);
    }
    if (mean == 0) {
      return 0;
    }
    return squares <= DUST * size
        ? Math.copySign(Double.POSITIVE_INFINITY, mean)
        : mean / Math.sqrt(squares / (n - 1) / n);
  }

  Effect.Range range(double level) {
    double tail = (1 - level) / 2;
    return new Effect.Range(mean - at(1 - tail) * error, mean - at(tail) * error);
  }

  private double at(double share) {
    int rank = (int) Math.ceil(share * SAMPLES);
    return sorted[Math.clamp(rank, 1, SAMPLES) - 1];
  }
}
