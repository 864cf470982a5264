package twinstream.verify;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import twinstream.result.Caveat;
import twinstream.result.Distribution;
import twinstream.result.Metric;
import twinstream.result.Result;

/// The caveats of a trial once more. Two of them only the plan knows: those are taken as stated,
/// and so are the humps.
final class CaveatTable {
  private CaveatTable() {}

  static Set<Caveat> of(RawTrial trial, Result stated) {
    Set<Caveat> caveats = EnumSet.noneOf(Caveat.class);
    for (var caveat : Caveat.values()) {
      if (applies(caveat, trial, stated)) {
        caveats.add(caveat);
      }
    }
    return caveats;
  }

  private static boolean applies(Caveat caveat, RawTrial trial, Result stated) {
    var seen = trial.counters();
    double windowNanos = seen.windowNanos();
    double machineNanos = windowNanos * Math.max(1, seen.surroundings().cores());
    return switch (caveat) {
      case NOT_PINNED, SERVER_GIVEN, NIO_TRANSPORT -> stated.caveats().contains(caveat);
      case SERVER_CPU_HIGH ->
          seen.server().cpuNanos() / (windowNanos * seen.server().allowedCores()) > 0.8;
      case SERVER_LATE ->
          seen.counters().ticks() > 0
              && seen.counters().lateTicks() / (double) seen.counters().ticks() > 0.01;
      case SERVER_COMPILING ->
          seen.server().cpuNanos() > 0
              && seen.counters().compileNanos() * 10 > seen.server().cpuNanos();
      case STEAL -> seen.surroundings().stealNanos() > 0.01 * machineNanos;
      case THROTTLED -> seen.surroundings().throttledNanos() > 0;
      case OTHER_LOAD -> seen.surroundings().otherNanos() > 0.05 * machineNanos;
      case SHORT_WINDOW -> windowNanos < 10e9;
      case CLOCK_COARSE -> Math.max(seen.clock().boundNanos(), seen.clock().stepNanos()) >= 100_000;
      case FEW_SAMPLES -> fewSamples(trial);
      case MULTIMODAL -> !stated.humps().isEmpty();
      case CLAMPED -> seen.tokens().clamped() > 0;
      case TOKENS_DROPPED -> seen.counters().dropped() > 0;
      case COARSE_SLOPE ->
          Slope.of(Metric.HEAP_PER_STREAM, seen.memoryLevels())
              .filter(slope -> 2 * slope.line().reach() > Math.abs(slope.line().slope()) / 2)
              .isPresent();
    };
  }

  private static boolean fewSamples(RawTrial trial) {
    var needed = Map.of(Distribution.LATENESS, 3_000, Distribution.TTFT, 300);
    return needed.entrySet().stream()
        .anyMatch(entry -> {
          long count = trial.count(entry.getKey());
          return count > 0 && count < entry.getValue();
        });
  }
}
