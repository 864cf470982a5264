package twinstream.result;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The caveats that a measurement shows by itself.
final class Caveats {
  private static final long SHORT_NANOS = 10_000_000_000L;
  private static final long COARSE_NANOS = 100_000;
  private static final double HIGH_CPU = 0.8;
  private static final double LATE_SHARE = 0.01;
  private static final double COMPILING_SHARE = 0.1;
  private static final double STEAL_SHARE = 0.01;
  private static final double OTHER_SHARE = 0.05;

  private Caveats() {}

  /// Those of the measurement and those that the plan knew from outside, in the order of the index.
  static List<Caveat> of(Measurement measurement, Collection<Caveat> fromOutside) {
    long windowNanos = measurement.windowNanos();
    var around = measurement.surroundings();
    var seen = new Seen();
    seen.when(windowNanos < SHORT_NANOS, Caveat.SHORT_WINDOW);
    seen.when(serverCpu(measurement) > HIGH_CPU, Caveat.SERVER_CPU_HIGH);
    seen.when(measurement.counters().lateShare() > LATE_SHARE, Caveat.SERVER_LATE);
    // Where servers come or go, nobody knows their CPU time.
    long cpuNanos = measurement.server().cpuNanos();
    seen.when(
        cpuNanos > 0 && measurement.counters().compileNanos() > COMPILING_SHARE * cpuNanos,
        Caveat.SERVER_COMPILING);
    seen.when(around.stealShare(windowNanos) > STEAL_SHARE, Caveat.STEAL);
    seen.when(around.throttledNanos() > 0, Caveat.THROTTLED);
    seen.when(around.otherShare(windowNanos) > OTHER_SHARE, Caveat.OTHER_LOAD);
    seen.when(clockNanos(measurement.clock()) >= COARSE_NANOS, Caveat.CLOCK_COARSE);
    seen.when(percentileMissing(measurement), Caveat.FEW_SAMPLES);
    seen.when(measurement.tokens().clamped() > 0, Caveat.CLAMPED);
    seen.when(measurement.counters().dropped() > 0, Caveat.TOKENS_DROPPED);
    seen.when(!Modes.of(measurement.distributions()).isEmpty(), Caveat.MULTIMODAL);
    seen.when(coarseSlope(measurement), Caveat.COARSE_SLOPE);
    seen.caveats.addAll(fromOutside);
    return List.copyOf(seen.caveats);
  }

  private static final class Seen {
    private final Set<Caveat> caveats = EnumSet.noneOf(Caveat.class);

    void when(boolean applies, Caveat caveat) {
      if (applies) {
        caveats.add(caveat);
      }
    }
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
