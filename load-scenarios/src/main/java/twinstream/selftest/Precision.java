package twinstream.selftest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// S10: a histogram says what sorting every value would have said, within its precision, and merged
/// parts say what the whole would have said.
final class Precision {
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final double STATED = 1e-3;
  private static final int VALUES = 400_000;
  private static final int PARTS = 4;
  private static final List<Double> PERCENTILES =
      List.of(1.0, 50.0, 90.0, 99.0, 99.9, 99.99, 100.0);

  private Precision() {}

  static List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    var whole = new Histogram(MOST_NANOS, DIGITS);
    var merged = new Histogram(MOST_NANOS, DIGITS);
    long[] values = values();
    Arrays.stream(values).forEach(whole::recordValue);
    for (int part = 0; part < PARTS; part++) {
      merged.add(histogramOf(values, part));
    }
    double worst = worst(whole, values);
    findings.add(
        Finding.of(
            "S10",
            "%,d latencies from microseconds to seconds".formatted(VALUES),
            String.format(Locale.ROOT, "at most %.4f %% off the exact percentiles", 100 * worst),
            worst <= STATED));
    findings.add(
        Finding.of(
            "S10",
            "the same in four parts, merged",
            merged.equals(whole) ? "equal to the whole, count by count" : "another histogram",
            merged.equals(whole)));
    return findings;
  }

  /// Largest relative error over the percentiles.
  static double worst(Histogram histogram, long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return PERCENTILES.stream()
        .mapToDouble(percentile -> {
          int rank = (int) Math.ceil(percentile / 100 * sorted.length);
          double exact = sorted[Math.max(0, rank - 1)];
          return Math.abs(histogram.getValueAtPercentile(percentile) - exact) / exact;
        })
        .max()
        .orElse(1);
  }

  private static Histogram histogramOf(long[] values, int part) {
    var histogram = new Histogram(MOST_NANOS, DIGITS);
    for (int i = part; i < values.length; i += PARTS) {
      histogram.recordValue(values[i]);
    }
    return histogram;
  }

  // Lognormal about half a millisecond, as latencies are; the seed is fixed.
  private static long[] values() {
    var random = new SplittableRandom(10);
    return random
        .doubles(VALUES)
        .mapToLong(_ -> Math.round(Math.min(500_000 * Math.exp(1.6 * random.nextGaussian()), 5e10)))
        .toArray();
  }
}
