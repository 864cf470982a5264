package twinstream.result;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// How many values of a histogram of nanoseconds lie where: eight bins an octave, and equal bins
/// under 1 µs, where a logarithm would tear apart what is 0 to people. A bin is wider than those of
/// a histogram with three digits by far.
final class Density {
  /// Variance of a smoothed count is this share of it.
  static final double KERNEL_SQUARES = 70 / 256.0;

  private static final double LINEAR_NANOS = 1_000;
  private static final double BIN = Math.log(2) / 8;
  private static final double[] KERNEL = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

  private final Histogram values;
  private final double[] counts;

  Density(Histogram values) {
    this.values = values;
    this.counts = new double[bin(values.getMaxValue()) + 1];
    for (var value : values.recordedValues()) {
      counts[bin(value.getValueIteratedTo())] += value.getCountAtValueIteratedTo();
    }
  }

  long count() {
    return values.getTotalCount();
  }

  /// Values between two bins, the second excluded.
  double count(int first, int end) {
    return Arrays.stream(counts, first, end).sum();
  }

  /// Counts by bin, each spread over its neighbours.
  double[] smooth() {
    return smoothed(counts);
  }

  /// What lies between two bins, the second excluded.
  Hump hump(int first, int end) {
    double inside = count(first, end);
    long count = 0;
    long from = Long.MAX_VALUE;
    long to = 0;
    long median = 0;
    for (var value : values.recordedValues()) {
      int bin = bin(value.getValueIteratedTo());
      if (bin >= first && bin < end) {
        from = Math.min(from, value.getValueIteratedTo());
        to = value.getValueIteratedTo();
        median = 2 * count < inside ? to : median;
        count += value.getCountAtValueIteratedTo();
      }
    }
    return new Hump(from / 1e3, to / 1e3, median / 1e3, (double) count / values.getTotalCount());
  }

  /// Logarithmic above 1 µs, linear below: the inverse hyperbolic sine.
  private static int bin(long nanos) {
    double x = nanos / LINEAR_NANOS;
    return (int) (Math.log(x + Math.sqrt(x * x + 1)) / BIN);
  }

  private static double[] smoothed(double[] counts) {
    int reach = KERNEL.length / 2;
    double[] smooth = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      for (int k = -reach; k <= reach; k++) {
        // What would be spread over the edge stays on it.
        int at = Math.clamp(i + k, 0, counts.length - 1);
        smooth[at] += KERNEL[k + reach] * counts[i];
      }
    }
    return smooth;
  }
}
