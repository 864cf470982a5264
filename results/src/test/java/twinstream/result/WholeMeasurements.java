package twinstream.result;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/// Made-up measurements whose files agree with each other: what the counters say is the sum of the
/// rows, and what the distributions hold of replies is in the rows.
public final class WholeMeasurements {
  private static final int REPLIES = 120;
  private static final int TOKENS = 300;
  private static final int CUTS = 400;
  private static final long MILLI = 1_000_000;

  private WholeMeasurements() {}

  /// A valid trial; every second reader leaves.
  public static Measurement healthy(double baseMicros, double cpuMicrosPerToken) {
    var of = Measurements.healthy(baseMicros, cpuMicrosPerToken);
    var rows = rows(Math.round(baseMicros * 1e3));
    long inFlight = rows.stream().filter(ReplyRow::cancelled).count() * 5;
    long received = (long) REPLIES * TOKENS;
    return whole(
        Measurements.replaced(
            of,
            new TokenCounts(
                received + inFlight, inFlight, received, received, received, 0, 0, 0, 0, 0, 0)),
        rows);
  }

  /// The same trial, but for some tokens that never came.
  public static Measurement losing(Measurement of, long lost) {
    var tokens = of.tokens();
    return Measurements.replaced(
        of,
        new TokenCounts(
            tokens.produced() + lost,
            tokens.inFlight(),
            tokens.plannedInWindow(),
            tokens.receivedInWindow(),
            tokens.received(),
            lost,
            0,
            0,
            0,
            0,
            0));
  }

  /// The same trial, but with gaps of two kinds.
  public static Measurement twoHumped(Measurement of) {
    var gaps = Measurements.histogramOf(30_000, 33_000_000);
    gaps.recordValueWithCount(90_000_000, 6_000);
    var copy = whole(of, of.replies());
    copy.distributions().put(Distribution.ICL, gaps);
    return copy;
  }

  /// The same trial, read second by second, by a client that does not tell its connects.
  public static Measurement watched(Measurement of) {
    List<ReplyRow> rows = of.replies().stream().map(WholeMeasurements::withoutConnect).toList();
    return whole(of, rows)
        .withTimeLine(
            List.of(
                new Moment(-1_000_300_000L, 0, 0, 0, 12, 0, 40 << 20, 0),
                new Moment(200_000, 60, 1_790, 61, 1_815, 0, 45_123_456, 200 << 20),
                new Moment(1_049_900_000, 59, 4_801, 60, 4_830, 2, 46 << 20, 201 << 20)))
        .withSides(
            Map.of(
                "one",
                side(35_910, 110, 300_000),
                "other",
                side(90, 10, 1_250_000),
                "silent",
                Map.of()));
  }

  private static Map<Distribution, Histogram> side(int tokens, int replies, long nanos) {
    return Map.of(
        Distribution.LATENESS,
        Measurements.histogramOf(tokens, nanos),
        Distribution.TRANSPORT_TTFT,
        Measurements.histogramOf(replies, 7 * nanos));
  }

  /// A memory ladder of six levels.
  public static Measurement ladder(long heapBytesPerStream) {
    return Measurements.replaced(
        Measurements.ladder(heapBytesPerStream), new ConnectionCounts(0, 0, 0, 0, 0, 0, 0));
  }

  private static Measurement whole(Measurement of, List<ReplyRow> rows) {
    return new Measurement(
            of.windowNanos(),
            of.edgeErrorNanos(),
            of.slo(),
            distributions(of.distributions(), rows),
            of.tokens(),
            of.smoothness(),
            of.connections(),
            of.server(),
            of.crowd(),
            of.counters(),
            of.surroundings(),
            of.clock(),
            of.slices(),
            of.memoryLevels(),
            rows)
        .withInterruptions(new Interruptions(0, 0, CUTS, CUTS, 0))
        .withFootprint(new Footprint(90 << 20, 91 << 20, 200 << 20, 207 << 20));
  }

  private static Map<Distribution, Histogram> distributions(
      Map<Distribution, Histogram> of, List<ReplyRow> rows) {
    Map<Distribution, Histogram> all = new EnumMap<>(of);
    all.put(Distribution.TTFT, recorded(rows, row -> row.first() - row.arrival()));
    all.put(Distribution.TRANSPORT_TTFT, recorded(rows, ReplyRow::addedTtftNanos));
    all.put(Distribution.SEND_LAG, recorded(rows, row -> row.sent() - row.arrival()));
    List<ReplyRow> connected =
        rows.stream().filter(row -> row.connected() != ReplyRow.NEVER).toList();
    all.put(Distribution.CONNECT, recorded(connected, row -> row.connected() - row.sent()));
    all.put(Distribution.HEADERS, recorded(connected, row -> row.headers() - row.connected()));
    all.put(Distribution.FIRST_TOKEN, recorded(rows, row -> row.first() - row.headers()));
    all.put(Distribution.OPEN, recorded(rows, row -> row.headers() - row.sent()));
    all.put(Distribution.RESUME_GAP, Measurements.histogramOf(CUTS, 61_000_000));
    all.put(Distribution.LOOP_LAG, Measurements.histogramOf(1_200, 60_000));
    all.put(
        Distribution.TPOT,
        recorded(rows.stream().filter(ReplyRow::done).toList(), ReplyRow::tpotNanos));
    all.put(
        Distribution.CANCEL,
        recorded(rows.stream().filter(ReplyRow::cancelled).toList(), ReplyRow::cancelNanos));
    return all;
  }

  private static ReplyRow withoutConnect(ReplyRow row) {
    return new ReplyRow(
        row.seed(),
        row.arrival(),
        row.sent(),
        ReplyRow.NEVER,
        row.headers(),
        row.origin(),
        row.first(),
        row.last(),
        row.firstTokenDelay(),
        row.asked(),
        row.received(),
        row.stalls(),
        row.deadlinesMet(),
        row.deadlinesMissed(),
        row.left(),
        row.produced(),
        row.lastProduced(),
        row.outcome());
  }

  private static Histogram recorded(List<ReplyRow> rows, ToLongFunction<ReplyRow> nanos) {
    var histogram = Measurements.histogramOf(0, 0);
    rows.stream().mapToLong(nanos).forEach(histogram::recordValue);
    return histogram;
  }

  private static List<ReplyRow> rows(long baseNanos) {
    List<ReplyRow> rows = new ArrayList<>();
    for (int i = 0; i < REPLIES; i++) {
      boolean leaves = i % 2 == 0;
      long arrival = i * 90 * MILLI;
      long sent = arrival + 200_000 + i * 1_000L;
      long connected = sent + 150_000 + i * 500L;
      long headers = connected + 400_000 + i * 700L;
      long first = arrival + 300 * MILLI + baseNanos + i * 10_000L;
      long last =
          leaves ? arrival + 900 * MILLI : first + (TOKENS - 1) * (33 * MILLI + i * 10_000L);
      var row =
          new ReplyRow(
              1_000 + i,
              arrival,
              sent,
              connected,
              headers,
              headers,
              first,
              last,
              300 * MILLI,
              leaves ? 2 * TOKENS : TOKENS,
              TOKENS,
              1,
              TOKENS,
              0,
              leaves ? last + 1_000 : ReplyRow.NEVER,
              ReplyRow.UNKNOWN,
              ReplyRow.NEVER,
              leaves ? "cancelled" : "done");
      rows.add(leaves ? row.withProduced(TOKENS + 5, last + (2 + i % 7) * MILLI) : row);
    }
    return rows;
  }
}
