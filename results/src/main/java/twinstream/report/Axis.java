package twinstream.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Maps values to coordinates.
///
/// @param low value at `from`
/// @param high value at `to`, above low
/// @param from coordinate of the low end
/// @param to coordinate of the high end; below `from` where the axis points up
/// @param logarithmic whether equal ratios have equal lengths
record Axis(double low, double high, double from, double to, boolean logarithmic) {

  /// From 0 to a round number not below `highest`.
  static Axis linear(double highest, double from, double to) {
    double step = step(highest);
    return new Axis(0, Math.max(step, Math.ceil(highest / step) * step), from, to, false);
  }

  /// From a member of 1, 2, 5, 10 … not above `lowest` to one not below `highest`.
  static Axis logarithmic(double lowest, double highest, double from, double to) {
    double[] steps = steps().toArray();
    double low = steps[0];
    double high = steps[steps.length - 1];
    for (double step : steps) {
      low = step <= lowest ? step : low;
      if (step >= highest && step > low) {
        high = step;
        break;
      }
    }
    return new Axis(low, high, from, to, true);
  }

  /// Coordinate of a value; values outside are put on the nearer end.
  double at(double value) {
    double inside = Math.clamp(value, low, high);
    double share =
        logarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
    return from + share * (to - from);
  }

  /// Values with a mark, ascending.
  List<Double> ticks() {
    if (logarithmic) {
      return steps().filter(step -> step >= low && step <= high).boxed().toList();
    }
    double step = step(high - low);
    int first = (int) Math.ceil(low / step - 1e-9);
    int last = (int) Math.floor(high / step + 1e-9);
    return IntStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
  }

  /// 1, 2 or 5 times a power of ten: about five to a length.
  private static double step(double length) {
    double rough = length > 0 ? length / 5 : 1;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double share = rough / power;
    return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
  }

  private static DoubleStream steps() {
    return IntStream.rangeClosed(-3, 9)
        .boxed()
        .flatMapToDouble(
            decade -> DoubleStream.of(1, 2, 5).map(digit -> digit * Math.pow(10, decade)));
  }
}
