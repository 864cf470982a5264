package twinstream.result;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Made-up measurements of trials with several nodes, whose files agree with each other.
public final class FleetMeasurements {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final int SECONDS = 12;
  private static final int RAMP_SECONDS = 40;
  private static final int REPLIES_PER_NODE = 30;
  private static final int TOKENS_PER_SECOND = 25;
  private static final int CUTS = 4_000;

  private FleetMeasurements() {}

  /// A ramp of 30 streams a node in 40 s, of which so many are served in time.
  ///
  /// @param nodes that share the streams
  /// @param capacity streams beyond which tokens come too late
  public static Measurement ramp(int nodes, double capacity) {
    int replies = REPLIES_PER_NODE * nodes;
    List<Slice> slices = new ArrayList<>();
    for (int second = 0; second < RAMP_SECONDS; second++) {
      int open = (second + 1) * replies / RAMP_SECONDS;
      boolean late = open > capacity;
      long tokens = Math.round(Math.min(open, 1.1 * capacity) * TOKENS_PER_SECOND);
      slices.add(new Slice(second, tokens, 90 * MILLI, 20 * MILLI, MILLI, (late ? 80 : 5) * MILLI));
    }
    long tokens = slices.stream().mapToLong(Slice::tokens).sum();
    var rows = rampRows(replies, tokens);
    var of = Measurements.healthy();
    return new Measurement(
            RAMP_SECONDS * SECOND,
            of.edgeErrorNanos(),
            of.slo(),
            distributions(of.distributions(), rows),
            new TokenCounts(tokens + 5, 5, tokens, tokens, tokens, 0, 0, 0, 0, 0, 0),
            Smoothness.NONE,
            new ConnectionCounts(replies, replies, 0, 0, 0, 0, 0),
            of.server(),
            of.crowd(),
            of.counters(),
            of.surroundings(),
            of.clock(),
            slices,
            List.of(),
            rows)
        .withFleet(
            new Fleet(
                moments(
                    RAMP_SECONDS,
                    _ -> nodes,
                    (node, at) -> node + at / SECOND * replies / RAMP_SECONDS / nodes),
                IntStream.rangeClosed(1, nodes)
                    .mapToObj(node -> new NodeUsage(node, SECOND, 1_200, 1_000 + node, 5 * SECOND))
                    .toList(),
                List.of()));
  }

  private static List<ReplyRow> rampRows(int replies, long tokens) {
    List<ReplyRow> rows = new ArrayList<>();
    for (int i = 0; i < replies; i++) {
      long arrival = i * RAMP_SECONDS * SECOND / replies;
      int received = (int) (tokens / replies + (i < tokens % replies ? 1 : 0));
      rows.add(
          new ReplyRow(
              1 + i,
              arrival,
              arrival + MILLI / 10,
              arrival + MILLI / 5,
              arrival + MILLI,
              arrival + MILLI,
              arrival + 2 * MILLI + i * 1_000L,
              RAMP_SECONDS * SECOND,
              0,
              9_999,
              received,
              0,
              received,
              0,
              ReplyRow.NEVER,
              ReplyRow.UNKNOWN,
              ReplyRow.NEVER,
              "running"));
    }
    return rows;
  }

  private static Map<Distribution, Histogram> distributions(
      Map<Distribution, Histogram> of, List<ReplyRow> rows) {
    Map<Distribution, Histogram> all = new EnumMap<>(of);
    all.put(Distribution.TTFT, recorded(rows, row -> row.first() - row.arrival()));
    all.put(Distribution.TRANSPORT_TTFT, recorded(rows, ReplyRow::addedTtftNanos));
    all.put(Distribution.SEND_LAG, recorded(rows, row -> row.sent() - row.arrival()));
    all.put(Distribution.CONNECT, recorded(rows, row -> row.connected() - row.sent()));
    all.put(Distribution.HEADERS, recorded(rows, row -> row.headers() - row.connected()));
    all.put(Distribution.FIRST_TOKEN, recorded(rows, row -> row.first() - row.headers()));
    all.put(Distribution.OPEN, recorded(rows, row -> row.headers() - row.sent()));
    return all;
  }

  private static Histogram recorded(List<ReplyRow> rows, ToLongFunction<ReplyRow> nanos) {
    var histogram = Measurements.histogramOf(0, 0);
    rows.stream().mapToLong(nanos).forEach(histogram::recordValue);
    return histogram;
  }

  /// A third node joins after three seconds, and takes its share in so many more.
  ///
  /// @param settles seconds; over nine for never
  public static Measurement joined(Measurement of, double settles) {
    return of.withFleet(
        new Fleet(
            moments(
                SECONDS,
                at -> at < 3 * SECOND ? 2 : 3,
                (node, at) -> {
                  double share = Math.clamp((at / 1e9 - 3) / settles, 0, 1);
                  return node == 3 ? Math.round(40 * share) : Math.round(60 - 20 * share);
                }),
            List.of(),
            List.of()));
  }

  /// One of three nodes is killed after four seconds and back after six.
  public static Measurement killed(Measurement of, long lostReplies, long gapNanos) {
    var gaps = Measurements.histogramOf(CUTS - 3, gapNanos);
    gaps.recordValueWithCount(9 * gapNanos, 3);
    Map<Distribution, Histogram> distributions = new EnumMap<>(of.distributions());
    of.distributions().put(Distribution.RESUME_GAP, gaps);
    distributions.put(Distribution.RESUME_GAP, gaps);
    return Measurements.replaced(
            of, new Interruptions(0, 0, CUTS, CUTS - 5, 3, lostReplies, 40 * lostReplies))
        .withFleet(
            new Fleet(
                moments(
                    SECONDS,
                    _ -> 3,
                    (node, at) ->
                        node == 2 && at >= 4 * SECOND && at < 6 * SECOND
                            ? NodeMoment.DOWN
                            : 30 + node),
                List.of(),
                IntStream.range(0, 60).mapToObj(i -> 4 * SECOND + i * i * MILLI).toList()));
  }

  @FunctionalInterface
  private interface Streams {
    long of(int node, long atNanos);
  }

  private static List<NodeMoment> moments(int seconds, LongToNodes nodes, Streams streams) {
    List<NodeMoment> moments = new ArrayList<>();
    for (long at = -SECOND; at < seconds * SECOND; at += 500 * MILLI) {
      for (int node = 1; node <= nodes.at(at); node++) {
        long open = Math.max(NodeMoment.DOWN, streams.of(node, Math.max(0, at)));
        moments.add(new NodeMoment(at + node * 1_000L, node, open, 0));
      }
    }
    return moments;
  }

  @FunctionalInterface
  private interface LongToNodes {
    int at(long nanos);
  }
}
