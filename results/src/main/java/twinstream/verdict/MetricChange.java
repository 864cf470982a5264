package twinstream.verdict;

import twinstream.result.Metric;
import twinstream.result.Scale;

/// One line of a comparison of two runs.
///
/// @param scenario name of the scenario
/// @param transport name of the transport
/// @param metric what is compared
/// @param base median over blocks of the base's values; NaN without one
/// @param fresh the same of the new run
/// @param paired whether blocks of the same workload were compared in pairs
/// @param estimate of the effect, new relative to base
/// @param margin of equivalence: a share for a ratio, in the metric's unit for a difference
/// @param adjustedP p-value after Holm over the confirmatory metrics of the comparison; as it is
///   for exploratory ones
/// @param confirmatory whether the metric was named before the runs as one that decides
/// @param change what it says
public record MetricChange(
    String scenario,
    String transport,
    Metric metric,
    double base,
    double fresh,
    boolean paired,
    Estimate estimate,
    double margin,
    double adjustedP,
    boolean confirmatory,
    Change change) {

  /// Ratio or difference with its interval, as in `1.08 [1.02, 1.15]`.
  public String effect() {
    return Wording.effect(metric, estimate);
  }

  /// As in `10 %` or `±1.00 ms`.
  public String marginText() {
    return metric.scale() == Scale.RATIO
        ? Amount.percent(margin)
        : "±" + Amount.of(margin, metric.unit());
  }

  /// Both medians in one unit, as in `16.3 → 17.7 µs`.
  public String values() {
    if (Double.isNaN(base) || Double.isNaN(fresh)) {
      return "–";
    }
    var amount = Amount.forValuesUpTo(Math.max(Math.abs(base), Math.abs(fresh)), metric.unit());
    return amount.number(base) + " → " + amount.withUnit(fresh);
  }

  /// True for a regression that decides.
  public boolean regressed() {
    return confirmatory && change instanceof Change.Regression;
  }
}
