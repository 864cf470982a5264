package twinstream.result;

import java.util.Optional;

/// Whose pause was the longest lateness of a trial? Server and crowd each look at a clock of their
/// own many times a second; whoever was held up looked late. A pause that neither of them saw was
/// on the way between them.
public enum Blame {
  SERVER,
  READER,
  PATH;

  private static final long SHORTEST_NANOS = 20_000_000;
  private static final double SHARE = 0.4;

  /// The side on which the longest lateness arose; nothing for one under 20 ms, which needs no
  /// pause. The server tells its own lateness in steps of two, so two fifths of it are taken for
  /// all.
  public static Optional<Blame> of(Measurement measurement) {
    long worstNanos = highest(measurement, Distribution.LATENESS);
    if (worstNanos < SHORTEST_NANOS) {
      return Optional.empty();
    }
    long enoughNanos = Math.round(SHARE * worstNanos);
    if (highest(measurement, Distribution.LOOP_LAG) >= enoughNanos) {
      return Optional.of(READER);
    }
    return Optional.of(measurement.counters().lagNanos() >= enoughNanos ? SERVER : PATH);
  }

  private static long highest(Measurement measurement, Distribution of) {
    var histogram = measurement.distributions().get(of);
    return histogram == null ? 0 : histogram.getMaxValue();
  }
}
