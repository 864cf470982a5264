package twinstream.verdict;

import java.util.Locale;
import twinstream.result.Metric;
import twinstream.result.Scale;

/// Puts a metric's verdict into words.
final class Wording {
  private final MetricVerdict line;
  private final Metric metric;
  private final Estimate estimate;

  Wording(MetricVerdict line) {
    this.line = line;
    this.metric = line.metric();
    this.estimate = line.estimate();
  }

  String sentence() {
    String start = line.scenario() + ", " + metric.title() + ": ";
    int blocks = line.comparison().blocks().size();
    if (blocks == 0) {
      return start + "no block with both trials valid: " + outcome();
    }
    var pair = line.pair();
    double first = line.comparison().typicalFirst();
    double second = line.comparison().typicalSecond();
    return start
        + "%s %s, %s %s, %s %s over %d %s: %s"
            .formatted(
                pair.first(),
                Amount.of(first, metric.unit()),
                pair.second(),
                Amount.of(second, metric.unit()),
                metric.scale() == Scale.RATIO ? "ratio" : "difference",
                effect(),
                blocks,
                blocks == 1 ? "block" : "blocks",
                outcome());
  }

  String effect() {
    if (estimate.blocks() == 0 || !Double.isFinite(estimate.effect())) {
      return "–";
    }
    var interval = estimate.interval95();
    String range = interval.bounded() ? " [%s, %s]" : " [no interval]";
    return switch (metric.scale()) {
      case RATIO -> {
        String format = ratioFormat(interval);
        yield ratio(format, estimate.effect())
            + range.formatted(ratio(format, interval.low()), ratio(format, interval.high()));
      }
      case DIFFERENCE -> {
        var amount = amount(interval);
        yield amount.signed(estimate.effect())
            + " "
            + amount.unit()
            + range.formatted(amount.signed(interval.low()), amount.signed(interval.high()));
      }
    };
  }

  String outcome() {
    return switch (line.verdict()) {
      case Verdict.Equivalent(boolean differs) ->
          "equivalent within " + margin() + (differs ? " (differs by " + size() + ")" : "");
      case Verdict.Better(String name) -> name + " is better";
      case Verdict.Inconclusive(int more, String sentence) -> "inconclusive: " + sentence;
      case Verdict.Invalid(String sentence) -> "invalid: " + sentence;
    };
  }

  String smallestVisible() {
    double smallest = estimate.smallestVisible();
    if (!Double.isFinite(smallest)) {
      return "–";
    }
    return switch (metric.scale()) {
      case RATIO -> percent(Math.expm1(smallest));
      case DIFFERENCE -> Amount.of(smallest, metric.unit());
    };
  }

  private String margin() {
    return switch (metric.scale()) {
      case RATIO -> percent(metric.margin());
      case DIFFERENCE -> "±" + Amount.of(metric.margin(), metric.unit());
    };
  }

  private String size() {
    return switch (metric.scale()) {
      case RATIO -> percent(Math.abs(Math.expm1(estimate.effect())));
      case DIFFERENCE -> Amount.of(Math.abs(estimate.effect()), metric.unit());
    };
  }

  private Amount amount(Interval interval) {
    double largest = Math.abs(estimate.effect());
    if (interval.bounded()) {
      largest = Math.max(largest, Math.max(Math.abs(interval.low()), Math.abs(interval.high())));
    }
    return Amount.forValuesUpTo(largest, metric.unit());
  }

  /// A third decimal where two would hide the interval.
  private static String ratioFormat(Interval interval) {
    return Math.exp(interval.high()) - Math.exp(interval.low()) < 0.02 ? "%.3f" : "%.2f";
  }

  private static String ratio(String format, double effect) {
    return String.format(Locale.ROOT, format, Math.exp(effect));
  }

  private static String percent(double share) {
    double percent = share * 100;
    return String.format(
        Locale.ROOT, percent < 1 ? "%.2f %%" : percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
  }
}
