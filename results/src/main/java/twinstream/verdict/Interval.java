package twinstream.verdict;

/// A confidence interval on the effect scale of its metric: see [twinstream.result.Scale].
///
/// @param low lower end, −∞ where the data set no bound
/// @param high upper end, +∞ where the data set no bound
/// @param level confidence, 0.95 or 0.90
public record Interval(double low, double high, double level) {

  /// The interval that knows nothing.
  static Interval unbounded(double level) {
    return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
  }

  /// With both ends multiplied by a factor above 0, then moved.
  Interval changed(double factor, double move) {
    return new Interval(move + factor * low, move + factor * high, level);
  }

  /// From the lower of the lower ends to the higher of the higher ends.
  Interval hull(Interval other) {
    return new Interval(Math.min(low, other.low), Math.max(high, other.high), level);
  }

  public boolean contains(double effect) {
    return low <= effect && effect <= high;
  }

  /// True when all of it lies between −margin and +margin, ends excluded.
  public boolean inside(double margin) {
    return -margin < low && high < margin;
  }

  public boolean bounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
