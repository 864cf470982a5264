package twinstream.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import twinstream.result.Balance;
import twinstream.result.Distribution;
import twinstream.result.Gates;
import twinstream.result.Measurement;
import twinstream.result.MemoryLevel;
import twinstream.result.Moment;
import twinstream.result.Slo;

/// What pictures show of one trial.
///
/// @param latenessNanos lateness at the percentiles of [Spectrum#GRID], as far as 30 tokens lie
///   beyond; empty without due times
/// @param crowdCpu share of the crowd's CPU allowance, 0 to 1
/// @param sends requests that left late; empty with too few to judge it
/// @param loops looks of the crowd's event loops that were late; empty with too few
/// @param clockBoundNanos error bound of the clock check
/// @param levels steps of the memory ladder
/// @param timeLine the whole trial second by second
/// @param slo the bounds in force
/// @param kept how each of them was kept
/// @param windowNanos length of the window
/// @param balances how the streams lay on several nodes, over the whole trial; empty for one server
/// @param sides what was read over each transport of one node, by its name
record TrialShape(
    List<Long> latenessNanos,
    double crowdCpu,
    Optional<Gates.Late> sends,
    Optional<Gates.Late> loops,
    long clockBoundNanos,
    List<MemoryLevel> levels,
    List<Moment> timeLine,
    Map<String, SideTables.Side> sides,
    Slo slo,
    List<Slo.Kept> kept,
    long windowNanos,
    List<Balance> balances) {

  static TrialShape of(Measurement measurement, Gates gates) {
    var lateness = measurement.distributions().get(Distribution.LATENESS);
    return new TrialShape(
        lateness == null ? List.of() : Spectrum.of(lateness),
        measurement.crowd().utilisation(measurement.windowNanos()),
        gates.late(measurement, Distribution.SEND_LAG),
        gates.late(measurement, Distribution.LOOP_LAG),
        measurement.clock().boundNanos(),
        measurement.memoryLevels(),
        measurement.timeLine(),
        SideTables.sides(measurement),
        measurement.slo(),
        measurement.slo().keptBy(measurement),
        measurement.windowNanos(),
        Balance.of(measurement.fleet().moments()));
  }
}
