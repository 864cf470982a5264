package twinstream.report;

import twinstream.verdict.Amount;
import twinstream.verdict.MetricVerdict;

/// Both sides of a comparison, medians over blocks.
record Values(String first, String second) {

  static Values of(MetricVerdict line) {
    double first = line.comparison().typicalFirst();
    double second = line.comparison().typicalSecond();
    if (Double.isNaN(first)) {
      return new Values("–", "–");
    }
    String unit = line.metric().unit();
    return new Values(Amount.of(first, unit), Amount.of(second, unit));
  }
}
