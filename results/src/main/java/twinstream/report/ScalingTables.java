package twinstream.report;

import java.util.List;
import java.util.Optional;
import twinstream.result.Metric;
import twinstream.result.ScenarioSummary;
import twinstream.verdict.Amount;
import twinstream.verdict.Estimate;
import twinstream.verdict.Interval;
import twinstream.verdict.ScaleOut;
import twinstream.verdict.ScalingLevel;
import twinstream.verdict.UniversalScaling;

/// Throughput over numbers of nodes, and the law that is laid through it.
final class ScalingTables {
  private static final String NONE = "–";
  private static final String UNKNOWN = "not identified";
  private static final String RATE = "tokens/s";

  private ScalingTables() {}

  /// One row for each number of nodes of each transport.
  static Table levels(ScenarioSummary scenario, ScaleOut scaleOut) {
    return new Table(
        "Scaling of " + scenario.name() + ": median over trials (lowest to highest)",
        List.of(
            "nodes",
            "transport",
            "trials",
            "throughput at SLO",
            "peak throughput",
            "streams at SLO",
            "efficiency, mean [95 %]",
            "quota periods throttled"),
        scaleOut.levels().stream().map(ScalingTables::row).toList());
  }

  private static List<String> row(ScalingLevel level) {
    return List.of(
        Integer.toString(level.nodes()),
        level.transport(),
        Integer.toString(level.trials().size()),
        spread(level, Metric.TOKENS_AT_SLO),
        spread(level, Metric.PEAK_TOKENS),
        spread(level, Metric.STREAMS_AT_SLO),
        level.nodes() == 1
            ? "the yardstick"
            : level.meanEfficiency().map(ScalingTables::efficiency).orElse(NONE),
        spread(level, Metric.THROTTLED_PERIODS));
  }

  private static String spread(ScalingLevel level, Metric metric) {
    return Spread.of(level.values(metric), metric.unit());
  }

  private static String efficiency(Estimate mean) {
    return withInterval(mean.effect(), Optional.of(mean.interval95()), "%");
  }

  /// One row for each transport through which a law is laid.
  static Table laws(ScenarioSummary scenario, ScaleOut scaleOut) {
    return new Table(
        "Universal scaling law of " + scenario.name() + " [95 %]",
        List.of(
            "transport",
            "levels",
            "trials",
            "γ, one node",
            "α, contention",
            "β, coherency",
            "peak at nodes",
            "says nothing beyond"),
        scaleOut.laws().stream()
            .flatMap(law -> law.law().stream().map(fit -> row(law.transport(), fit)))
            .toList());
  }

  private static List<String> row(String transport, UniversalScaling law) {
    return List.of(
        transport,
        Integer.toString(law.levels()),
        Integer.toString(law.trials()),
        withInterval(law.gamma().value(), law.gamma().interval(), RATE),
        parameter(law.alpha()),
        parameter(law.beta()),
        law.peak().map(at -> Amount.of(at, "")).orElse(UNKNOWN),
        Integer.toString(2 * law.largest()));
  }

  private static String parameter(UniversalScaling.Parameter parameter) {
    return parameter.interval().isEmpty()
        ? "0, its bound"
        : withInterval(parameter.value(), parameter.interval(), "");
  }

  private static String withInterval(double value, Optional<Interval> interval, String unit) {
    var known = interval.filter(Interval::bounded);
    if (known.isEmpty()) {
      return Amount.of(value, unit) + " [no interval]";
    }
    double low = known.get().low();
    double high = known.get().high();
    double largest = Math.max(Math.abs(value), Math.max(Math.abs(low), Math.abs(high)));
    var amount = Amount.forValuesUpTo(largest, unit);
    return "%s [%s, %s]".formatted(amount.withUnit(value), amount.number(low), amount.number(high));
  }
}
