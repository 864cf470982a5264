package twinstream.result;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Reads one number out of a measurement, or nothing when the samples do not carry it.
@FunctionalInterface
interface Sensor {

  /// A percentile needs this many samples beyond it; fewer make it a matter of a few lucky events.
  int SAMPLES_BEYOND = 30;

  /// Fewest tokens for a figure "per token".
  int FEWEST_TOKENS = 1_000;

  Optional<Reading> read(Measurement measurement);

  /// Percentile of a distribution in µs, from at least `fewest` samples and 30 beyond the
  /// percentile.
  static Sensor percentile(Distribution distribution, double percentile, long fewest) {
    long needed =
        Math.max(fewest, (long) Math.ceil(SAMPLES_BEYOND / (1 - percentile / 100) - 1e-6));
    return measurement -> {
      var histogram = measurement.distributions().get(distribution);
      return histogram == null || histogram.getTotalCount() < needed
          ? Optional.empty()
          : Optional.of(
              new Reading(
                  histogram.getValueAtPercentile(percentile) / 1e3, histogram.getTotalCount()));
    };
  }

  static Sensor percentile(Distribution distribution, double percentile) {
    return percentile(distribution, percentile, 0);
  }

  /// Process CPU time in µs for each token received in the window; nothing where the system tells
  /// no CPU time.
  static Sensor cpuPerToken(Function<Measurement, ProcessUsage> process) {
    return measurement -> {
      long cpuNanos = process.apply(measurement).cpuNanos();
      long tokens = measurement.tokens().receivedInWindow();
      return perToken(cpuNanos / 1e3, tokens);
    };
  }

  /// A server counter for each token that the server handed to its transport.
  static Sensor counterPerToken(ToLongFunction<ServerCounters> counter) {
    return measurement ->
        perToken(
            (double) counter.applyAsLong(measurement.counters()), measurement.counters().tokens());
  }

  private static Optional<Reading> perToken(double total, long tokens) {
    return total <= 0 || tokens < FEWEST_TOKENS
        ? Optional.empty()
        : Optional.of(new Reading(total / tokens, tokens));
  }

  /// Tokens received per second of the window.
  static Sensor throughput() {
    return measurement -> {
      long tokens = measurement.tokens().receivedInWindow();
      return tokens < FEWEST_TOKENS || measurement.windowNanos() <= 0
          ? Optional.empty()
          : Optional.of(new Reading(tokens * 1e9 / measurement.windowNanos(), tokens));
    };
  }

  /// Memory of one more stream in KiB: slope over the levels of a memory ladder.
  static Sensor perStream(ToLongFunction<MemoryLevel> bytes) {
    return measurement ->
        SlopeFit.of(measurement.memoryLevels(), bytes)
            .map(fit -> new Reading(fit.bytesPerStream() / 1024, fit.levels()));
  }
}
