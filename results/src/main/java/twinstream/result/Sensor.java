package twinstream.result;

import java.util.List;
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

  /// Least CPU time for a figure of its own: ten ticks of the kernel's usual counter.
  long FEWEST_CPU_NANOS = 100_000_000;

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

  /// Commands to a shared log for each token that was sent to it.
  static Sensor logCommandsPerToken() {
    return measurement ->
        perToken((double) measurement.counters().logCommands(), measurement.counters().logTokens());
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

  /// Percentile over replies, which says nothing while some of them still run: it would be one of
  /// the shorter ones.
  static Sensor perReply(Distribution distribution, double percentile) {
    Sensor sensor = percentile(distribution, percentile);
    return measurement -> allEnded(measurement) ? sensor.read(measurement) : Optional.empty();
  }

  /// Share of gaps of some kind, times a factor.
  static Sensor ofGaps(ToLongFunction<Smoothness> kind, double factor) {
    return measurement -> {
      var smoothness = measurement.smoothness();
      return smoothness.gaps() < FEWEST_TOKENS
          ? Optional.empty()
          : Optional.of(
              new Reading(
                  factor * kind.applyAsLong(smoothness) / smoothness.gaps(), smoothness.gaps()));
    };
  }

  /// Share of token deadlines that were met.
  static Sensor fluidity() {
    return measurement -> {
      long met = measurement.smoothness().deadlinesMet();
      long all = met + measurement.smoothness().deadlinesMissed();
      return all < FEWEST_TOKENS
          ? Optional.empty()
          : Optional.of(new Reading((double) met / all, all));
    };
  }

  /// Replies of the window per second that met the SLO.
  static Sensor goodput() {
    return measurement -> {
      var own = ofWindow(measurement);
      long good = own.stream().filter(measurement.slo()::metBy).count();
      return own.size() < SAMPLES_BEYOND || !allEnded(measurement)
          ? Optional.empty()
          : Optional.of(new Reading(good * 1e9 / measurement.windowNanos(), own.size()));
    };
  }

  /// Tokens that were produced in vain for each reader who left.
  static Sensor wasted() {
    return measurement -> {
      var left =
          measurement.replies().stream()
              .filter(row -> row.cancelled() && row.leftInWindow(measurement.windowNanos()))
              .toList();
      long wasted = left.stream().mapToLong(row -> row.produced() - row.received()).sum();
      return left.size() < SAMPLES_BEYOND
          ? Optional.empty()
          : Optional.of(new Reading((double) wasted / left.size(), left.size()));
    };
  }

  /// CPU time in µs that the server used to open one stream.
  static Sensor openingCpu() {
    return measurement -> {
      var levels = measurement.memoryLevels();
      long cpuNanos = levels.stream().mapToLong(MemoryLevel::openingCpuNanos).sum();
      long opened = levels.stream().mapToLong(MemoryLevel::openedHere).sum();
      return cpuNanos < FEWEST_CPU_NANOS || opened == 0
          ? Optional.empty()
          : Optional.of(new Reading(cpuNanos / 1e3 / opened, opened));
    };
  }

  /// How much memory the server had more at the end of the window than at its start, in KiB.
  static Sensor growth(ToLongFunction<Footprint> before, ToLongFunction<Footprint> after) {
    return measurement -> {
      var seen = measurement.footprint();
      return seen.wasRead()
          ? Optional.of(
              new Reading((after.applyAsLong(seen) - before.applyAsLong(seen)) / 1024.0, 1))
          : Optional.empty();
    };
  }

  private static List<ReplyRow> ofWindow(Measurement measurement) {
    return measurement.replies().stream()
        .filter(row -> row.inWindow(measurement.windowNanos()))
        .toList();
  }

  private static boolean allEnded(Measurement measurement) {
    return ofWindow(measurement).stream().noneMatch(ReplyRow::running);
  }

  /// Memory of one more stream in KiB: slope over the levels of a memory ladder.
  static Sensor perStream(ToLongFunction<MemoryLevel> bytes) {
    return measurement ->
        SlopeFit.of(measurement.memoryLevels(), bytes)
            .map(fit -> new Reading(fit.bytesPerStream() / 1024, fit.levels()));
  }
}
