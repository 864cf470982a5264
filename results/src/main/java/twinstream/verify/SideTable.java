package twinstream.verify;

import java.util.List;
import java.util.Map;
import twinstream.result.Distribution;

/// The table of the transports of one node, as it must be.
final class SideTable {
  private static final int MEDIAN = 500;
  private static final int P99 = 990;

  private SideTable() {}

  /// Without rows for a trial of one transport.
  static WantedTable wanted(Trial trial) {
    return new WantedTable(
        "Transports of one node in " + trial.key().id(),
        List.of(
            "transport",
            "tokens due in the window",
            "token lateness, p50",
            "token lateness, p99",
            "first tokens",
            "transport-added TTFT, p50"),
        trial.sides().entrySet().stream()
            .map(side -> row(side.getKey(), side.getValue()))
            .toList());
  }

  private static List<Text> row(String name, Map<Distribution, Buckets> of) {
    return List.of(
        Text.of(name),
        Text.count(total(of, Distribution.LATENESS)),
        micros(of, Distribution.LATENESS, MEDIAN),
        micros(of, Distribution.LATENESS, P99),
        Text.count(total(of, Distribution.TRANSPORT_TTFT)),
        micros(of, Distribution.TRANSPORT_TTFT, MEDIAN));
  }

  private static long total(Map<Distribution, Buckets> of, Distribution which) {
    var buckets = of.get(which);
    return buckets == null ? 0 : buckets.total();
  }

  private static Text micros(Map<Distribution, Buckets> of, Distribution which, int perMille) {
    var buckets = of.get(which);
    return Text.amount(
        buckets == null || buckets.total() == 0
            ? Double.NaN
            : buckets.percentileNanos(perMille) / 1e3,
        "µs");
  }
}
