package twinstream.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import twinstream.result.ClockCheck;
import twinstream.result.ConnectionCounts;
import twinstream.result.Distribution;
import twinstream.result.Measurement;
import twinstream.result.MemoryLevel;
import twinstream.result.ProcessUsage;
import twinstream.result.ReplyRow;
import twinstream.result.ServerCounters;
import twinstream.result.Slice;
import twinstream.result.TokenCounts;

/// Puts together what the event loops recorded. Histograms are added up; percentiles are taken
/// elsewhere, from the sum.
final class Measured {
  private Measured() {}

  /// @param plannedTokens as [PlannedTokens] counts them
  static Measurement of(
      Window window,
      long plannedTokens,
      List<Tally> tallies,
      Edges edges,
      int serverCores,
      int crowdCores,
      ServerCounters counters,
      ClockCheck clock,
      List<MemoryLevel> levels) {
    return new Measurement(
        window.lengthNanos(),
        edges.errorNanos(),
        distributions(tallies),
        tokens(plannedTokens, tallies),
        connections(tallies),
        new ProcessUsage(edges.serverCpuNanos(), serverCores, edges.serverResidentBytes()),
        new ProcessUsage(edges.crowdCpuNanos(), crowdCores, edges.crowdResidentBytes()),
        counters,
        clock,
        slices(tallies, edges.seconds()),
        levels,
        rows(tallies));
  }

  private static Map<Distribution, Histogram> distributions(List<Tally> tallies) {
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

  private static TokenCounts tokens(long planned, List<Tally> tallies) {
    return new TokenCounts(
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
              lateness.getTotalCount() == 0 ? 0 : lateness.getValueAtPercentile(50)));
    }
    return slices;
  }

  private static List<ReplyRow> rows(List<Tally> tallies) {
    return tallies.stream()
        .flatMap(tally -> tally.rows.stream())
        .sorted(Comparator.comparingLong(ReplyRow::arrival))
        .toList();
  }

  private static long sum(List<Tally> tallies, ToLongFunction<Tally> count) {
    return tallies.stream().mapToLong(count).sum();
  }
}
