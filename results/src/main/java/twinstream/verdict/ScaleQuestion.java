package twinstream.verdict;

import java.util.Arrays;
import java.util.Set;
import twinstream.result.Metric;

/// What people ask of many nodes, and by which metrics it is answered.
enum ScaleQuestion {
  SCALES("scales out more easily", Metric.SCALING_EFFICIENCY),
  SPREADS(
      "spreads its streams more evenly over the nodes", Metric.IMBALANCE, Metric.BALANCED_AFTER),
  SURVIVES(
      "loses less when nodes go and come",
      Metric.CUT_STREAMS,
      Metric.RESUMED,
      Metric.REPLIES_LOST,
      Metric.TOKENS_LOST,
      Metric.RESUME_GAP_P50,
      Metric.RESUME_GAP_P99,
      Metric.LONGEST_GAP,
      Metric.COMEBACK_PEAK);

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Metric> metrics;

  ScaleQuestion(String words, Metric... metrics) {
    this.words = words;
    this.metrics = Set.copyOf(Arrays.asList(metrics));
  }

  /// What follows "which of the two".
  String words() {
    return words;
  }

  boolean asks(Metric metric) {
    return metrics.contains(metric);
  }
}
