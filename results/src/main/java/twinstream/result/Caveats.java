package twinstream.result;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The caveats that a measurement shows by itself.
final class Caveats {
  private static final long SHORT_NANOS = 10_000_000_000L;
  private static final long COARSE_NANOS = 100_000;
  private static final double HIGH_CPU = 0.8;

  private Caveats() {}

  /// Those of the measurement and those that the plan knew from outside, in the order of the index.
  static List<Caveat> of(Measurement measurement, Collection<Caveat> fromOutside) {
    Map<Caveat, Boolean> seen =
        Map.of(
            Caveat.SHORT_WINDOW,
            measurement.windowNanos() < SHORT_NANOS,
            Caveat.SERVER_CPU_HIGH,
            serverCpu(measurement) > HIGH_CPU,
            Caveat.CLOCK_COARSE,
            clockNanos(measurement.clock()) >= COARSE_NANOS,
            Caveat.FEW_SAMPLES,
            percentileMissing(measurement),
            Caveat.CLAMPED,
            measurement.tokens().clamped() > 0,
            Caveat.TOKENS_DROPPED,
            measurement.counters().dropped() > 0,
            Caveat.MULTIMODAL,
            !Modes.of(measurement.distributions()).isEmpty(),
            Caveat.COARSE_SLOPE,
            coarseSlope(measurement));
    Set<Caveat> all = EnumSet.noneOf(Caveat.class);
    all.addAll(fromOutside);
    seen.forEach((caveat, applies) -> {
      if (applies) {
        all.add(caveat);
      }
    });
    return List.copyOf(all);
  }

  private static double serverCpu(Measurement measurement) {
    return measurement.server().utilisation(measurement.windowNanos());
  }

  private static long clockNanos(ClockCheck clock) {
    return Math.max(clock.boundNanos(), clock.stepNanos());
  }

  /// Only what can decide, of what was recorded at all: p99.9 and the p99 of first tokens are a
  /// luxury of long windows.
  private static boolean percentileMissing(Measurement measurement) {
    return missing(measurement, Distribution.LATENESS, Metric.LATENESS_P99)
        || missing(measurement, Distribution.TTFT, Metric.TTFT_P90);
  }

  private static boolean missing(Measurement measurement, Distribution of, Metric highest) {
    var histogram = measurement.distributions().get(of);
    return histogram != null
        && histogram.getTotalCount() > 0
        && highest.read(measurement).isEmpty();
  }

  private static boolean coarseSlope(Measurement measurement) {
    return SlopeFit.of(measurement.memoryLevels(), MemoryLevel::heapBytes)
        .filter(fit -> fit.high() - fit.low() > Math.abs(fit.bytesPerStream()) / 2)
        .isPresent();
  }
}
