package twinstream.report;

import java.util.List;
import java.util.OptionalLong;
import twinstream.result.Distribution;
import twinstream.result.Gates;
import twinstream.result.Measurement;
import twinstream.result.MemoryLevel;

/// What pictures show of one trial.
///
/// @param latenessNanos lateness at the percentiles of [Spectrum#GRID], as far as 30 tokens lie
///   beyond; empty without due times
/// @param crowdCpu share of the crowd's CPU allowance, 0 to 1
/// @param sendLagNanos p99 of the send lag; empty with too few replies to judge it
/// @param clockBoundNanos error bound of the clock check
/// @param levels steps of the memory ladder
record TrialShape(
    List<Long> latenessNanos,
    double crowdCpu,
    OptionalLong sendLagNanos,
    long clockBoundNanos,
    List<MemoryLevel> levels) {

  static TrialShape of(Measurement measurement) {
    var lateness = measurement.distributions().get(Distribution.LATENESS);
    var lag = measurement.distributions().get(Distribution.SEND_LAG);
    return new TrialShape(
        lateness == null ? List.of() : Spectrum.of(lateness),
        measurement.crowd().utilisation(measurement.windowNanos()),
        lag == null || lag.getTotalCount() < Gates.FEWEST_SEND_LAGS
            ? OptionalLong.empty()
            : OptionalLong.of(lag.getValueAtPercentile(99)),
        measurement.clock().boundNanos(),
        measurement.memoryLevels());
  }
}
