package twinstream.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import twinstream.result.MemoryLevel;
import twinstream.result.Metric;

/// Memory over open streams.
///
/// @param line in bytes
/// @param levels points of it
record Slope(LeastSquares line, int levels) {
  /// Fewest different numbers of streams.
  static final int FEWEST_LEVELS = 5;

  /// The metrics that are slopes.
  static final List<Metric> METRICS =
      List.of(
          Metric.HEAP_PER_STREAM,
          Metric.DIRECT_PER_STREAM,
          Metric.RSS_PER_STREAM,
          Metric.KERNEL_PER_STREAM);

  /// What a report calls the memory of a slope.
  static String title(Metric metric) {
    return switch (metric) {
      case HEAP_PER_STREAM -> "heap after a collection";
      case DIRECT_PER_STREAM -> "direct buffers";
      case RSS_PER_STREAM -> "resident set";
      default -> "kernel socket buffers";
    };
  }

  /// Nothing with too few levels, or where the system does not tell.
  static Optional<Slope> of(Metric metric, List<MemoryLevel> levels) {
    ToLongFunction<MemoryLevel> bytes =
        switch (metric) {
          case HEAP_PER_STREAM -> MemoryLevel::heapBytes;
          case DIRECT_PER_STREAM -> MemoryLevel::directBytes;
          case RSS_PER_STREAM -> MemoryLevel::residentBytes;
          default -> MemoryLevel::kernelSocketBytes;
        };
    double[] x = levels.stream().mapToDouble(MemoryLevel::streams).toArray();
    double[] y = levels.stream().mapToDouble(bytes::applyAsLong).toArray();
    boolean enough = java.util.Arrays.stream(x).distinct().count() >= FEWEST_LEVELS;
    boolean told = java.util.Arrays.stream(y).anyMatch(value -> value != 0);
    return enough && told
        ? Optional.of(new Slope(LeastSquares.through(x, y), levels.size()))
        : Optional.empty();
  }

  double low() {
    return line.slope() - line.reach();
  }

  double high() {
    return line.slope() + line.reach();
  }
}
