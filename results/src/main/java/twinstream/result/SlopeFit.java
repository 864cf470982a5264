package twinstream.result;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

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
    Line line =
        Line.through(
            levels.stream().mapToDouble(MemoryLevel::streams).toArray(),
            levels.stream().mapToDouble(bytes::applyAsLong).toArray());
    return Optional.of(
        new SlopeFit(
            line.slope(),
            line.slope() - line.reach(),
            line.slope() + line.reach(),
            line.intercept(),
            levels.size()));
  }
}
