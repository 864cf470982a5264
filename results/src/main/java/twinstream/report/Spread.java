package twinstream.report;

import java.util.List;
import twinstream.verdict.Amount;

/// Values of several trials in one cell: the median, and how far they lie apart.
final class Spread {
  private static final String NONE = "–";

  private Spread() {}

  /// As in `1.90 ms (1.70 to 2.40)`; the range only where there are two or more.
  static String of(List<Double> values, String unit) {
    if (values.isEmpty()) {
      return NONE;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    var amount = Amount.forValuesUpTo(Math.max(Math.abs(low), Math.abs(high)), unit);
    String median = amount.withUnit(median(sorted));
    return sorted.length == 1
        ? median
        : "%s (%s to %s)".formatted(median, amount.number(low), amount.number(high));
  }

  /// @param sorted at least one value
  static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
