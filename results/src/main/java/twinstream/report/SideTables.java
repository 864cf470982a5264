package twinstream.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import twinstream.result.Distribution;
import twinstream.result.Measurement;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;
import twinstream.verdict.Amount;

/// The transports of a node that serves several, beside each other, as the users of one trial heard
/// them. They shared a server and an observer, so there is no figure of CPU or memory for each.
final class SideTables {
  private static final double NANOS_PER_MICRO = 1_000;
  private static final String MICROS = "µs";
  private static final String NONE = "–";

  private SideTables() {}

  /// What was heard over one transport; a value is NaN where it has no samples.
  record Side(long tokens, double latenessP50, double latenessP99, long replies, double ttftP50) {
    static Side of(Map<Distribution, Histogram> distributions) {
      Histogram lateness = histogram(distributions, Distribution.LATENESS);
      Histogram ttft = histogram(distributions, Distribution.TRANSPORT_TTFT);
      return new Side(
          lateness.getTotalCount(),
          micros(lateness, 50),
          micros(lateness, 99),
          ttft.getTotalCount(),
          micros(ttft, 50));
    }

    private static Histogram histogram(
        Map<Distribution, Histogram> distributions, Distribution which) {
      return distributions.getOrDefault(which, new Histogram(3));
    }

    private static double micros(Histogram nanos, double percentile) {
      return nanos.getTotalCount() == 0
          ? Double.NaN
          : nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
  }

  static Map<String, Side> sides(Measurement measurement) {
    Map<String, Side> sides = new TreeMap<>();
    measurement.sides().forEach((name, own) -> sides.put(name, Side.of(own)));
    return sides;
  }

  /// One for each such trial of a scenario.
  static List<Table> of(RunView view, ScenarioSummary scenario) {
    return view.ofScenario(scenario.name()).stream()
        .flatMap(trial -> table(view, trial).stream())
        .toList();
  }

  private static Optional<Table> table(RunView view, Result trial) {
    return Optional.ofNullable(view.shapes().get(trial.key().id()))
        .map(TrialShape::sides)
        .filter(sides -> !sides.isEmpty())
        .map(sides ->
            new Table(
                "Transports of one node in " + trial.key().id(),
                List.of(
                    "transport",
                    "tokens due in the window",
                    "token lateness, p50",
                    "token lateness, p99",
                    "first tokens",
                    "transport-added TTFT, p50"),
                sides.entrySet().stream()
                    .map(side -> row(side.getKey(), side.getValue()))
                    .toList()));
  }

  private static List<String> row(String name, Side side) {
    return List.of(
        name,
        Long.toString(side.tokens),
        amount(side.latenessP50),
        amount(side.latenessP99),
        Long.toString(side.replies),
        amount(side.ttftP50));
  }

  private static String amount(double micros) {
    return Double.isNaN(micros) ? NONE : Amount.of(micros, MICROS);
  }
}
