package twinstream.result;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
/// @param interruptions readers who stopped reading or were cut
/// @param footprint memory of the server at both ends of the window
/// @param timeLine the whole trial second by second, where the server was asked meanwhile; empty
///   for trials that are compared, which that would disturb
/// @param sides the distributions of each transport, in nanoseconds, of a trial that was read over
///   several on one node; empty for any other
/// @param fleet what the servers said and used, where they are several
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
    LiveSettings live,
    Interruptions interruptions,
    Footprint footprint,
    List<Moment> timeLine,
    Map<String, Map<Distribution, Histogram>> sides,
    Fleet fleet) {

  public Measurement {
    // Earlier builds read none of these.
    live = Objects.requireNonNullElse(live, LiveSettings.NONE);
    interruptions = Objects.requireNonNullElse(interruptions, Interruptions.NONE);
    footprint = Objects.requireNonNullElse(footprint, Footprint.UNKNOWN);
    timeLine = List.copyOf(Objects.requireNonNullElse(timeLine, List.of()));
    sides = new TreeMap<>(Objects.requireNonNullElse(sides, Map.of()));
    fleet = Objects.requireNonNullElse(fleet, Fleet.NONE);
  }

  /// A measurement whose server was not asked for its settings, of readers whom nobody interrupted.
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
        LiveSettings.NONE,
        Interruptions.NONE,
        Footprint.UNKNOWN,
        List.of(),
        Map.of(),
        Fleet.NONE);
  }

  /// The same with what the server was set to.
  public Measurement withLive(LiveSettings settings) {
    return with(settings, interruptions, footprint, timeLine, sides, fleet);
  }

  /// The same with what became of readers who were interrupted.
  public Measurement withInterruptions(Interruptions seen) {
    return with(live, seen, footprint, timeLine, sides, fleet);
  }

  /// The same with the server's memory at both ends of the window.
  public Measurement withFootprint(Footprint read) {
    return with(live, interruptions, read, timeLine, sides, fleet);
  }

  /// The same with what was read second by second.
  public Measurement withTimeLine(List<Moment> moments) {
    return with(live, interruptions, footprint, moments, sides, fleet);
  }

  /// The same with what was read over each transport.
  public Measurement withSides(Map<String, Map<Distribution, Histogram>> each) {
    return with(live, interruptions, footprint, timeLine, each, fleet);
  }

  /// The same with what the servers said and used.
  public Measurement withFleet(Fleet seen) {
    return with(live, interruptions, footprint, timeLine, sides, seen);
  }

  private Measurement with(
      LiveSettings settings,
      Interruptions seen,
      Footprint read,
      List<Moment> moments,
      Map<String, Map<Distribution, Histogram>> each,
      Fleet servers) {
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
        settings,
        seen,
        read,
        moments,
        each,
        servers);
  }
}
