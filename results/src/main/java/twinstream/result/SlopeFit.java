package twinstream.result;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/// Ordinary least-squares line of memory over open streams. The slope is what one more stream
/// costs; the fixed cost of the process stays in the intercept.
///
/// @param bytesPerStream slope
/// @param low lower end of the slope's 95 % interval, Student's t with n − 2 degrees of freedom
/// @param high upper end of that interval
/// @param interceptBytes memory at no streams
/// @param levels points of the line
public record SlopeFit(
    double bytesPerStream, double low, double high, double interceptBytes, int levels) {

  /// Fewest levels of which a slope is made.
  public static final int FEWEST_LEVELS = 5;

  /// The line through the levels; nothing with fewer than five levels, with one number of streams
  /// only, or where no level has any bytes (the system does not tell).
  public static Optional<SlopeFit> of(List<MemoryLevel> levels, ToLongFunction<MemoryLevel> bytes) {
    long counts = levels.stream().mapToInt(MemoryLevel::streams).distinct().count();
    if (counts < FEWEST_LEVELS || levels.stream().mapToLong(bytes).allMatch(b -> b == 0)) {
      return Optional.empty();
    }
    double meanX = levels.stream().mapToInt(MemoryLevel::streams).average().orElseThrow();
    double meanY = levels.stream().mapToLong(bytes).average().orElseThrow();
    double sumXx = 0;
    double sumXy = 0;
    for (var level : levels) {
      double x = level.streams() - meanX;
      sumXx += x * x;
      sumXy += x * (bytes.applyAsLong(level) - meanY);
    }
    double slope = sumXy / sumXx;
    double intercept = meanY - slope * meanX;
    double reach = reach(levels, bytes, slope, intercept, sumXx);
    return Optional.of(new SlopeFit(slope, slope - reach, slope + reach, intercept, levels.size()));
  }

  private static double reach(
      List<MemoryLevel> levels,
      ToLongFunction<MemoryLevel> bytes,
      double slope,
      double intercept,
      double sumXx) {
    double squares = 0;
    for (var level : levels) {
      double rest = bytes.applyAsLong(level) - intercept - slope * level.streams();
      squares += rest * rest;
    }
    int freedom = levels.size() - 2;
    double t = TDistribution.of(freedom).inverseSurvivalProbability(0.025);
    return t * Math.sqrt(squares / freedom / sumXx);
  }
}
