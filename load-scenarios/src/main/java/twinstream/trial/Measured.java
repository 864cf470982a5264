package twinstream.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import twinstream.result.ClockCheck;
import twinstream.result.ConnectionCounts;
import twinstream.result.Distribution;
import twinstream.result.Interruptions;
import twinstream.result.Measurement;
import twinstream.result.MemoryLevel;
import twinstream.result.ProcessUsage;
import twinstream.result.ReplyRow;
import twinstream.result.ServerCounters;
import twinstream.result.Slice;
import twinstream.result.Slo;
import twinstream.result.Smoothness;
import twinstream.result.TokenCounts;

/// Puts together what the event loops recorded. Histograms are added up; percentiles are taken
/// elsewhere, from the sum.
final class Measured {
  private Measured() {}

  /// @param slo the bounds in force
  /// @param plannedTokens as [PlannedTokens] counts them
  /// @param told what the server's meters counted since its start
  /// @param abandoned what the server told of replies that were not read to their end
  static Measurement of(
      Window window,
      Slo slo,
      long plannedTokens,
      AdminClient.Scrape told,
      List<Tally> tallies,
      Abandoned abandoned,
      Edges edges,
      int serverCores,
      int crowdCores,
      ServerCounters counters,
      ClockCheck clock,
      List<MemoryLevel> levels) {
    List<Tally.Ended> replies = tallies.stream().flatMap(tally -> tally.rows.stream()).toList();
    List<ReplyRow> rows = rows(replies, abandoned, window);
    return new Measurement(
            window.lengthNanos(),
            edges.errorNanos(),
            slo,
            distributions(tallies, rows, window),
            tokens(plannedTokens, told.counters().produced(), abandoned.inFlight(replies), tallies),
            smoothness(tallies),
            connections(tallies),
            new ProcessUsage(edges.serverCpuNanos(), serverCores, edges.serverResidentBytes()),
            new ProcessUsage(edges.crowdCpuNanos(), crowdCores, edges.crowdResidentBytes()),
            counters,
            edges.surroundings(),
            clock,
            slices(tallies, edges.seconds()),
            levels,
            rows)
        .withInterruptions(interruptions(tallies, told.overflowed()));
  }

  /// The distributions of each side.
  static Map<String, Map<Distribution, Histogram>> sides(Map<String, List<Tally>> sides) {
    Map<String, Map<Distribution, Histogram>> each = new TreeMap<>();
    sides.forEach((name, tallies) -> each.put(name, merged(tallies)));
    return each;
  }

  private static Map<Distribution, Histogram> distributions(
      List<Tally> tallies, List<ReplyRow> rows, Window window) {
    Map<Distribution, Histogram> merged = merged(tallies);
    var cancels = new Histogram(Tally.MAX_NANOS, Tally.DIGITS);
    rows.stream()
        .filter(row -> row.cancelled() && row.leftInWindow(window.lengthNanos()))
        .forEach(row -> cancels.recordValue(Math.min(row.cancelNanos(), Tally.MAX_NANOS)));
    merged.put(Distribution.CANCEL, cancels);
    return merged;
  }

  private static Map<Distribution, Histogram> merged(List<Tally> tallies) {
    Map<Distribution, Histogram> merged = new EnumMap<>(Distribution.class);
    for (Tally tally : tallies) {
      tally.distributions.forEach((distribution, part) ->
          merged.merge(
              distribution,
              part.copy(),
              (sum, more) -> {
                sum.add(more);
                return sum;
              }));
    }
    return merged;
  }

  private static TokenCounts tokens(
      long planned, long produced, long inFlight, List<Tally> tallies) {
    return new TokenCounts(
        produced,
        inFlight,
        planned,
        sum(tallies, tally -> tally.receivedInWindow),
        sum(tallies, tally -> tally.received),
        sum(tallies, tally -> tally.lost),
        sum(tallies, tally -> tally.doubled),
        sum(tallies, tally -> tally.outOfOrder),
        sum(tallies, tally -> tally.changed),
        sum(tallies, tally -> tally.early),
        sum(tallies, tally -> tally.clamped));
  }

  private static Smoothness smoothness(List<Tally> tallies) {
    return new Smoothness(
        sum(tallies, tally -> tally.gaps),
        sum(tallies, tally -> tally.stalls100),
        sum(tallies, tally -> tally.stalls250),
        sum(tallies, tally -> tally.bursts),
        sum(tallies, tally -> tally.deadlinesMet),
        sum(tallies, tally -> tally.deadlinesMissed));
  }

  private static ConnectionCounts connections(List<Tally> tallies) {
    return new ConnectionCounts(
        sum(tallies, tally -> tally.planned),
        sum(tallies, tally -> tally.opened),
        sum(tallies, tally -> tally.failed),
        sum(tallies, tally -> tally.cut),
        sum(tallies, tally -> tally.silent),
        sum(tallies, tally -> tally.contradicted),
        sum(tallies, tally -> tally.undue));
  }

  private static Interruptions interruptions(List<Tally> tallies, long overflowed) {
    return new Interruptions(
        sum(tallies, tally -> tally.stalled),
        overflowed,
        sum(tallies, tally -> tally.cuts),
        sum(tallies, tally -> tally.resumed),
        sum(tallies, tally -> tally.refusedBack),
        sum(tallies, tally -> tally.lostReplies),
        sum(tallies, tally -> tally.lostTokens));
  }

  /// When readers came back, from the start of the window, ascending.
  static List<Long> comebacks(List<Tally> tallies, Window window) {
    return tallies.stream()
        .flatMap(tally -> tally.comebacks.stream())
        .map(nanos -> nanos - window.startNanos())
        .sorted()
        .toList();
  }

  private static List<Slice> slices(List<Tally> tallies, List<Edges.Second> seconds) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      int second = i;
      var lateness = new Histogram(Tally.MAX_NANOS, 2);
      tallies.forEach(tally -> lateness.add(tally.latenessOfSecond[second]));
      slices.add(
          new Slice(
              second,
              sum(tallies, tally -> tally.tokensOfSecond[second]),
              seconds.get(second).serverCpuNanos(),
              seconds.get(second).crowdCpuNanos(),
              lateness.getTotalCount() == 0 ? 0 : lateness.getValueAtPercentile(50),
              lateness.getTotalCount() == 0 ? 0 : lateness.getValueAtPercentile(99)));
    }
    return slices;
  }

  private static List<ReplyRow> rows(
      List<Tally.Ended> replies, Abandoned abandoned, Window window) {
    return replies.stream()
        .map(ended -> abandoned.row(ended, window.startNanos()))
        .sorted(Comparator.comparingLong(ReplyRow::arrival))
        .toList();
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> count) {
    return tallies.stream().mapToLong(count).sum();
  }
}
