package twinstream.report;

import twinstream.verdict.Amount;
import twinstream.verdict.MetricVerdict;

/// Both sides of a comparison in one unit, medians over blocks.
record Values(String first, String second) {

  static Values of(MetricVerdict line) {
    double first = line.comparison().typicalFirst();
    double second = line.comparison().typicalSecond();
    if (Double.isNaN(first)) {
      return new Values("–", "–");
    }
    var amount =
        Amount.forValuesUpTo(Math.max(Math.abs(first), Math.abs(second)), line.metric().unit());
    return new Values(amount.withUnit(first), amount.withUnit(second));
  }
}
