package twinstream.result;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Made-up measurements for tests: a healthy trial, and copies of it with one thing wrong.
public final class Measurements {
  public static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(12);
  private static final TokenCounts TOKENS =
      new TokenCounts(40_150, 150, 36_000, 36_000, 40_000, 0, 0, 0, 0, 0, 0);
  private static final Smoothness SMOOTHNESS = new Smoothness(35_900, 18, 4, 250, 35_980, 40);
  private static final Surroundings SURROUNDINGS = new Surroundings(10_000_000, 0, 50_000_000, 2);
  private static final ConnectionCounts CONNECTIONS = new ConnectionCounts(120, 120, 0, 0, 0, 0, 0);
  private static final ClockCheck CLOCK = new ClockCheck(-40, 1_500, 30);

  private Measurements() {}

  /// A valid trial with lateness from `base` to about five times as much, in µs, and the given
  /// server CPU.
  public static Measurement healthy(double baseMicros, double cpuMicrosPerToken) {
    long cpuNanos = Math.round(cpuMicrosPerToken * 1e3 * TOKENS.receivedInWindow());
    return new Measurement(
        WINDOW_NANOS,
        1_000_000,
        Slo.CHAT,
        distributions(Math.round(baseMicros * 1e3)),
        TOKENS,
        SMOOTHNESS,
        CONNECTIONS,
        new ProcessUsage(cpuNanos, 1, 200 << 20),
        new ProcessUsage(cpuNanos / 2, 1, 150 << 20),
        new ServerCounters(36_000, 36_000, 36_000 * 61, 0, 3_000_000, 11_900, 3, 20_000_000),
        SURROUNDINGS,
        CLOCK,
        steadySlices(cpuNanos),
        List.of(),
        replies());
  }

  public static Measurement healthy() {
    return healthy(200, 40);
  }

  /// The same trial, but for some tokens that never came.
  public static Measurement withLostTokens(Measurement of, long lost) {
    return replaced(
        of, new TokenCounts(40_150, 150, 36_000, 36_000, 40_000 - lost, lost, 0, 0, 0, 0, 0));
  }

  /// The same trial, but for 7 % of the tokens that came together with the one before.
  public static Measurement withMergedTokens(Measurement of) {
    Map<Distribution, Histogram> distributions = new EnumMap<>(of.distributions());
    distributions.put(
        Distribution.ICL,
        recorded(36_000, i -> i < 2_520 ? 40_000 : 33_000_000 + (i % 100) * 1_000L));
    return withDistributions(of, distributions);
  }

  static Measurement withSlices(List<Slice> slices) {
    return copy(TOKENS, CONNECTIONS, CLOCK, slices, healthy().distributions());
  }

  /// The same trial, but with CPU time read so far off the edges of the window.
  static Measurement withEdgeError(long nanos) {
    var of = healthy();
    return new Measurement(
        of.windowNanos(),
        nanos,
        of.slo(),
        of.distributions(),
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
        of.replies());
  }

  static Measurement with(Distribution distribution, Histogram histogram) {
    Map<Distribution, Histogram> distributions = new EnumMap<>(healthy().distributions());
    distributions.put(distribution, histogram);
    return copy(TOKENS, CONNECTIONS, CLOCK, healthy().slices(), distributions);
  }

  /// The same trial with some of its components replaced, each told by its type.
  static Measurement replaced(Measurement of, Record... parts) {
    var components = Measurement.class.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        Class<?> type = components[i].getType();
        types[i] = type;
        values[i] = components[i].getAccessor().invoke(of);
        for (Record part : parts) {
          values[i] = type == part.getClass() ? part : values[i];
        }
      }
      return Measurement.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static Measurement with(Record part) {
    return replaced(healthy(), part);
  }

  private static Measurement withDistributions(
      Measurement of, Map<Distribution, Histogram> distributions) {
    return new Measurement(
        of.windowNanos(),
        of.edgeErrorNanos(),
        of.slo(),
        distributions,
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
        of.replies());
  }

  /// A healthy trial with other replies.
  static Measurement withReplies(List<ReplyRow> replies) {
    var of = healthy();
    return new Measurement(
        of.windowNanos(),
        of.edgeErrorNanos(),
        of.slo(),
        of.distributions(),
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
        replies);
  }

  /// A trial with these latenesses and these delays of crowd and server.
  static Measurement lagging(Histogram lateness, Histogram loopLag, long serverLagNanos) {
    Map<Distribution, Histogram> distributions = new EnumMap<>(healthy().distributions());
    distributions.put(Distribution.LATENESS, lateness);
    distributions.put(Distribution.LOOP_LAG, loopLag);
    return replaced(
        copy(TOKENS, CONNECTIONS, CLOCK, healthy().slices(), distributions),
        new ServerCounters(36_000, 36_000, 36_000, 0, 0, 10_000, 1, serverLagNanos));
  }

  /// A memory ladder of six levels with so many bytes of heap per stream.
  public static Measurement ladder(long heapBytesPerStream) {
    var levels =
        IntStream.rangeClosed(0, 5)
            .mapToObj(i ->
                new MemoryLevel(
                    i * 1_000,
                    (20L << 20) + i * 1_000L * heapBytesPerStream + (i % 2) * 40_000L,
                    i * 1_000L * 512,
                    (90L << 20) + i * 1_000L * heapBytesPerStream * 3,
                    0,
                    100_000_000L * Math.min(i, 1),
                    1_000 * Math.min(i, 1)))
            .toList();
    var base = healthy();
    return new Measurement(
        WINDOW_NANOS,
        1_000_000,
        Slo.CHAT,
        Map.of(),
        new TokenCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Smoothness.NONE,
        CONNECTIONS,
        base.server(),
        base.crowd(),
        ServerCounters.NONE,
        Surroundings.UNKNOWN,
        CLOCK,
        List.of(),
        levels,
        List.of());
  }

  static Histogram histogramOf(long count, long valueNanos) {
    var histogram = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
    if (count > 0) {
      histogram.recordValueWithCount(valueNanos, count);
    }
    return histogram;
  }

  private static Measurement copy(
      TokenCounts tokens,
      ConnectionCounts connections,
      ClockCheck clock,
      List<Slice> slices,
      Map<Distribution, Histogram> distributions) {
    var base = healthy();
    return new Measurement(
        WINDOW_NANOS,
        1_000_000,
        Slo.CHAT,
        distributions,
        tokens,
        SMOOTHNESS,
        connections,
        base.server(),
        base.crowd(),
        base.counters(),
        base.surroundings(),
        clock,
        slices,
        base.memoryLevels(),
        base.replies());
  }

  private static Map<Distribution, Histogram> distributions(long baseNanos) {
    Map<Distribution, Histogram> distributions = new EnumMap<>(Distribution.class);
    for (var distribution : Distribution.values()) {
      distributions.put(distribution, histogramOf(0, 0));
    }
    distributions.put(
        Distribution.LATENESS, recorded(36_000, i -> Math.round(baseNanos * (1 + tail(i)))));
    distributions.put(Distribution.ICL, recorded(36_000, i -> 33_000_000 + (i % 100) * 1_000L));
    distributions.put(Distribution.SEND_LAG, recorded(120, i -> 200_000 + i * 1_000L));
    distributions.put(Distribution.TTFT, recorded(120, i -> 300_000_000 + baseNanos + i * 10_000L));
    distributions.put(Distribution.TRANSPORT_TTFT, recorded(120, i -> baseNanos + i * 10_000L));
    distributions.put(Distribution.CONNECT, recorded(120, i -> 150_000 + i * 500L));
    return distributions;
  }

  private static Histogram recorded(int count, IntToLongFunction nanos) {
    var histogram = histogramOf(0, 0);
    IntStream.range(0, count).mapToLong(nanos).forEach(histogram::recordValue);
    return histogram;
  }

  private static double tail(int i) {
    return -Math.log1p(-(i + 0.5) / 36_000) / 2;
  }

  private static List<Slice> steadySlices(long cpuNanos) {
    return IntStream.range(0, 12)
        .mapToObj(i -> new Slice(i, 3_000, cpuNanos / 12, cpuNanos / 24, 250_000))
        .toList();
  }

  private static List<ReplyRow> replies() {
    return List.of(
        new ReplyRow(
            7,
            -500,
            200,
            300,
            900,
            950,
            301_000,
            9_000_000,
            300_000,
            300,
            300,
            1,
            297,
            3,
            ReplyRow.NEVER,
            ReplyRow.UNKNOWN,
            ReplyRow.NEVER,
            "done"),
        new ReplyRow(
            8,
            1_000,
            1_200,
            1_400,
            ReplyRow.NEVER,
            ReplyRow.NEVER,
            ReplyRow.NEVER,
            ReplyRow.NEVER,
            300_000,
            250,
            0,
            0,
            0,
            0,
            ReplyRow.NEVER,
            ReplyRow.UNKNOWN,
            ReplyRow.NEVER,
            "refused"));
  }
}
