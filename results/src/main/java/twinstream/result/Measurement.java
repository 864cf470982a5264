package twinstream.result;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/// What the instruments of one trial saw; no judgement. A [Result] is made of it by [Result#of],
/// and from its files alone every published number can be computed again.
///
/// @param windowNanos length of the measured window
/// @param edgeErrorNanos how far off the window's two edges CPU time was read, the larger of the
///   two
/// @param slo the bounds in force, for deadlines and goodput
/// @param distributions nanoseconds by [Distribution]; a tag without values has an empty histogram
/// @param tokens what became of the tokens
/// @param smoothness how evenly they came
/// @param connections what became of the streams
/// @param server the server process over the window
/// @param crowd the reading process over the window
/// @param counters the server's own meters over the window and a little before it
/// @param surroundings what the machine around them did meanwhile
/// @param clock clock check before the trial
/// @param slices the window second by second
/// @param memoryLevels steps of a memory ladder, ascending; empty for every other workload
/// @param replies one row per reply, in order of intended arrival
/// @param live what the server was set to, read back from it with streams open
public record Measurement(
    long windowNanos,
    long edgeErrorNanos,
    Slo slo,
    Map<Distribution, Histogram> distributions,
    TokenCounts tokens,
    Smoothness smoothness,
    ConnectionCounts connections,
    ProcessUsage server,
    ProcessUsage crowd,
    ServerCounters counters,
    Surroundings surroundings,
    ClockCheck clock,
    List<Slice> slices,
    List<MemoryLevel> memoryLevels,
    List<ReplyRow> replies,
    LiveSettings live) {

  public Measurement {
    // An earlier build read none.
    live = Objects.requireNonNullElse(live, LiveSettings.NONE);
  }

  /// A measurement whose server was not asked for its settings.
  public Measurement(
      long windowNanos,
      long edgeErrorNanos,
      Slo slo,
      Map<Distribution, Histogram> distributions,
      TokenCounts tokens,
      Smoothness smoothness,
      ConnectionCounts connections,
      ProcessUsage server,
      ProcessUsage crowd,
      ServerCounters counters,
      Surroundings surroundings,
      ClockCheck clock,
      List<Slice> slices,
      List<MemoryLevel> memoryLevels,
      List<ReplyRow> replies) {
    this(
        windowNanos,
        edgeErrorNanos,
        slo,
        distributions,
        tokens,
        smoothness,
        connections,
        server,
        crowd,
        counters,
        surroundings,
        clock,
        slices,
        memoryLevels,
        replies,
        LiveSettings.NONE);
  }

  /// The same with what the server was set to.
  public Measurement withLive(LiveSettings settings) {
    return new Measurement(
        windowNanos,
        edgeErrorNanos,
        slo,
        distributions,
        tokens,
        smoothness,
        connections,
        server,
        crowd,
        counters,
        surroundings,
        clock,
        slices,
        memoryLevels,
        replies,
        settings);
  }
}
