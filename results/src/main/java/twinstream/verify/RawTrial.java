package twinstream.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import twinstream.result.Distribution;
import twinstream.result.Measurement;
import twinstream.result.ReplyRow;
import twinstream.result.TrialKind;

/// The raw files of one trial as they stand on disk.
///
/// @param kind what its parameters call it
/// @param counters of `measurement.json`; has neither distributions nor replies
/// @param distributions of `distributions.hlog`
/// @param rows of `replies.csv.gz`
/// @param sides of `distributions-….hlog`, by the transport in its name
record RawTrial(
    TrialKind kind,
    Measurement counters,
    Map<Distribution, Buckets> distributions,
    List<ReplyRow> rows,
    Map<String, Map<Distribution, Buckets>> sides) {

  Optional<Buckets> distribution(Distribution of) {
    return Optional.ofNullable(distributions.get(of));
  }

  long count(Distribution of) {
    return distribution(of).map(Buckets::total).orElse(0L);
  }

  /// Replies whose intended arrival lies in the window.
  List<ReplyRow> ofWindow() {
    return rows.stream().filter(row -> inWindow(row.arrival())).toList();
  }

  boolean inWindow(long nanos) {
    return nanos >= 0 && nanos < counters.windowNanos();
  }

  static boolean happened(long nanos) {
    return nanos != ReplyRow.NEVER;
  }

  /// Replies whose reader left in the window, and of which the server told how far it had come.
  List<ReplyRow> leavers() {
    return rows.stream()
        .filter(row -> happened(row.left()) && inWindow(row.left()))
        .filter(row -> row.produced() != ReplyRow.UNKNOWN)
        .toList();
  }
}
