package twinstream.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;
import twinstream.result.TrialKind;

/// Holds the raw files of one trial against each other: counters against the sums of the rows, and
/// distributions against the times in the rows, value by value, in the buckets that HdrHistogram
/// makes of them (0.1 % wide). Lateness, gaps, loop lag and resume gaps have no trace in the rows.
final class RowChecks {
  private static final long HIGHEST_NANOS = 60_000_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final RawTrial trial;
  private final String folder;
  private final Findings findings;

  /// @param folder of the trial, inside the run folder, with a slash at its end
  RowChecks(RawTrial trial, String folder, Findings findings) {
    this.trial = trial;
    this.folder = folder;
    this.findings = findings;
  }

  void run() {
    sums();
    smoothness();
    sides();
    for (var row : trial.rows()) {
      order(row);
    }
    // A ladder has no window while it opens its streams, and records nothing about them.
    if (trial.kind() != TrialKind.LADDER) {
      distributions();
    }
  }

  private void sums() {
    var tokens = trial.counters().tokens();
    counter("tokens.received", tokens.received(), sum(ReplyRow::received));
    counter("connections.planned", trial.counters().connections().planned(), trial.rows().size());
    counter(
        "connections.opened",
        trial.counters().connections().opened(),
        count(row -> RawTrial.happened(row.headers()) ? 1 : 0));
    counter("connections.cut", trial.counters().connections().cut(), ended("cut"));
    var interrupted = trial.counters().interruptions();
    counter("interruptions.stalled", interrupted.stalled(), ended("stalled"));
    atMost(
        "interruptions.overflowed",
        interrupted.overflowed(),
        interrupted.stalled() + trial.counters().connections().cut());
    atMost(
        "interruptions.resumed and refused",
        interrupted.resumed() + interrupted.refused(),
        interrupted.cuts());
    atMost("interruptions.lostReplies", interrupted.lostReplies(), trial.rows().size());
    atMost(
        "interruptions.lostTokens",
        interrupted.lostTokens(),
        sum(ReplyRow::asked) - sum(ReplyRow::received));
    atMost("resume-gap, samples", trial.count(Distribution.RESUME_GAP), interrupted.cuts());
    counter("connections.silent", trial.counters().connections().silent(), ended("silent"));
    counter("slices, sum of tokens", slices(), Math.min(slices(), tokens.receivedInWindow()));
    if (trial.counters().slices().size() * SECOND_NANOS >= trial.counters().windowNanos()) {
      counter("tokens.receivedInWindow", tokens.receivedInWindow(), slices());
    }
    atMost("tokens.receivedInWindow", tokens.receivedInWindow(), tokens.received());
  }

  private void sides() {
    if (trial.sides().isEmpty()) {
      return;
    }
    for (var which : List.of(Distribution.LATENESS, Distribution.TRANSPORT_TTFT)) {
      long sum =
          trial.sides().values().stream()
              .map(side -> side.get(which))
              .mapToLong(buckets -> buckets == null ? 0 : buckets.total())
              .sum();
      counter("sum of the transports, " + which.tag() + " samples", sum, trial.count(which));
    }
  }

  private void smoothness() {
    var smooth = trial.counters().smoothness();
    atMost("smoothness.stalls100", smooth.stalls100(), sum(ReplyRow::stalls));
    atMost("smoothness.stalls250", smooth.stalls250(), smooth.stalls100());
    atMost("smoothness.bursts", smooth.bursts(), smooth.gaps());
    atMost("smoothness.deadlinesMet", smooth.deadlinesMet(), sum(ReplyRow::deadlinesMet));
    long due = trial.count(Distribution.LATENESS) + trial.counters().tokens().early();
    atMost("smoothness.gaps", smooth.gaps(), due);
  }

  private long slices() {
    return trial.counters().slices().stream().mapToLong(slice -> slice.tokens()).sum();
  }

  private long ended(String outcome) {
    return count(row -> row.outcome().equals(outcome) ? 1 : 0);
  }

  private long sum(ToLongFunction<ReplyRow> of) {
    return trial.rows().stream().mapToLong(of).sum();
  }

  private long count(ToLongFunction<ReplyRow> of) {
    return sum(of);
  }

  private void counter(String place, long stated, long recomputed) {
    findings.same(Kind.RAW, folder + RawFiles.COUNTERS, place, stated, recomputed);
  }

  private void atMost(String place, long stated, long bound) {
    findings.holds(
        Kind.RAW, folder + RawFiles.COUNTERS, place, stated <= bound, stated, "at most " + bound);
  }

  private void order(ReplyRow row) {
    long[] times = {row.arrival(), row.sent(), row.connected(), row.headers(), row.first()};
    long before = Long.MIN_VALUE;
    boolean ordered = row.received() <= row.asked();
    for (long time : times) {
      ordered &= !RawTrial.happened(time) || time >= before;
      before = RawTrial.happened(time) ? time : before;
    }
    ordered &= !RawTrial.happened(row.last()) || row.last() >= row.first();
    ordered &= !row.outcome().equals("done") || row.received() > 0 || row.asked() == 0;
    findings.holds(
        Kind.RAW,
        folder + RawFiles.REPLIES,
        "reply of seed " + row.seed(),
        ordered,
        row,
        "times in their order, and no more tokens than were asked for");
  }

  private void distributions() {
    var own = trial.ofWindow();
    var begun = own.stream().filter(row -> RawTrial.happened(row.first())).toList();
    long without = own.size() - begun.size();
    recorded(Distribution.SEND_LAG, own, row -> row.sent() - row.arrival(), 0);
    recorded(Distribution.TTFT, begun, row -> row.first() - row.arrival(), without);
    recorded(
        Distribution.TRANSPORT_TTFT,
        begun,
        row -> row.first() - row.arrival() - row.firstTokenDelay(),
        without);
    // Gatling's client does not tell its connect.
    var connected = begun.stream().filter(row -> RawTrial.happened(row.connected())).toList();
    recorded(Distribution.CONNECT, connected, row -> row.connected() - row.sent(), 0);
    recorded(Distribution.HEADERS, connected, row -> row.headers() - row.connected(), 0);
    recorded(Distribution.FIRST_TOKEN, begun, row -> row.first() - row.headers(), 0);
    recorded(Distribution.OPEN, begun, row -> row.headers() - row.sent(), 0);
    var whole =
        own.stream()
            .filter(row -> row.outcome().equals("done") && row.received() > 1)
            .filter(row -> trial.kind() != TrialKind.FLOOD)
            .toList();
    recorded(Distribution.TPOT, whole, row -> (row.last() - row.first()) / (row.received() - 1), 0);
    recorded(Distribution.CANCEL, trial.leavers(), RowChecks::cancelNanos, 0);
  }

  private static long cancelNanos(ReplyRow row) {
    return RawTrial.happened(row.lastProduced()) ? Math.max(0, row.lastProduced() - row.left()) : 0;
  }

  /// @param more how many values the distribution may have that no row tells: first tokens that had
  ///   not come at the end are there with the wait until then
  private void recorded(
      Distribution of, List<ReplyRow> rows, ToLongFunction<ReplyRow> nanos, long more) {
    String place = of.tag();
    var values = rows.stream().mapToLong(nanos).filter(value -> value >= 0).toArray();
    long stated = trial.count(of);
    findings.holds(
        Kind.RAW,
        folder + RawFiles.DISTRIBUTIONS,
        place + ", samples",
        stated >= values.length && stated <= values.length + more,
        stated,
        values.length + (more > 0 ? " to " + (values.length + more) : "") + " by the rows");
    trial
        .distribution(of)
        .ifPresent(buckets -> buckets(place, buckets, bucketed(buckets, values), more));
  }

  private static Map<Long, Long> bucketed(Buckets buckets, long[] values) {
    Map<Long, Long> counts = new TreeMap<>();
    for (long value : values) {
      counts.merge(buckets.bucketOf(Math.min(value, HIGHEST_NANOS)), 1L, Long::sum);
    }
    return counts;
  }

  private void buckets(String place, Buckets buckets, Map<Long, Long> counts, long more) {
    counts.forEach((low, count) ->
        findings.holds(
            Kind.RAW,
            folder + RawFiles.DISTRIBUTIONS,
            "%s, values about %,d ns".formatted(place, low),
            buckets.at(low) >= count && buckets.at(low) <= count + more,
            buckets.at(low),
            count + " by the rows"));
  }
}
