package twinstream.report;

import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/// Percentiles of a distribution on a grid that gives each nine of the tail the same width: the
/// position is log10 of 1 / (1 − p), so p90 is at 1 and p99.9 at 3.
final class Spectrum {
  /// Positions from the lowest value to p99.99.
  static final List<Double> GRID =
      DoubleStream.iterate(0, step -> step <= 40, step -> step + 1)
          .mapToObj(step -> step / 10)
          .toList();

  private static final int SAMPLES_BEYOND = 30;

  private Spectrum() {}

  /// Values along the grid up to the last position with at least 30 samples beyond it.
  static List<Long> of(Histogram histogram) {
    return GRID.stream()
        .filter(position -> histogram.getTotalCount() * Math.pow(10, -position) >= SAMPLES_BEYOND)
        .map(position -> histogram.getValueAtPercentile(100 * (1 - Math.pow(10, -position))))
        .toList();
  }
}
