package twinstream.verdict;

import java.util.Locale;
import twinstream.result.Metric;
import twinstream.result.Scale;

/// Puts a metric's verdict into words.
final class Wording {
  private static final int MOST_DECIMALS = 5;

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
    int counting = line.comparison().counting();
    if (blocks == 0) {
      String none =
          counting == 0
              ? "no block with both trials valid: "
              : metric.mayOutlastTheWindow()
                  ? "not within the window in any block: "
                  : "too few samples for it in every block: ";
      return start + none + outcome();
    }
    var pair = line.pair();
    double first = line.comparison().typicalFirst();
    double second = line.comparison().typicalSecond();
    return start
        + "%s %s, %s %s, %s %s over %s: %s"
            .formatted(
                pair.first(),
                Amount.of(first, metric.unit()),
                pair.second(),
                Amount.of(second, metric.unit()),
                metric.scale() == Scale.RATIO ? "ratio" : "difference",
                effect(),
                blocks(blocks, counting),
                outcome());
  }

  private String blocks(int blocks, int counting) {
    String some = blocks + (blocks == 1 ? " block" : " blocks");
    return blocks == counting
        ? some
        : some
            + (metric.mayOutlastTheWindow()
                ? " (not within the window in %d more)".formatted(counting - blocks)
                : " (too few samples for it in %d more)".formatted(counting - blocks));
  }

  String effect() {
    return effect(metric, estimate);
  }

  static String effect(Metric metric, Estimate estimate) {
    if (estimate.blocks() == 0 || !Double.isFinite(estimate.effect())) {
      return "–";
    }
    var interval = estimate.interval95();
    String range = interval.bounded() ? " [%s, %s]" : " [no interval]";
    return switch (metric.scale()) {
      case RATIO -> {
        int decimals = ratioDecimals(interval);
        yield ratio(decimals, estimate.effect())
            + range.formatted(ratio(decimals, interval.low()), ratio(decimals, interval.high()));
      }
      case DIFFERENCE -> {
        var amount = amount(metric, estimate, interval);
        yield (amount.signed(estimate.effect()) + " " + amount.unit()).strip()
            + range.formatted(amount.signed(interval.low()), amount.signed(interval.high()));
      }
    };
  }

  String outcome() {
    return switch (line.verdict()) {
      case Verdict.Equivalent(boolean differs) ->
          "equivalent within "
              + margin()
              + (differs ? " (differs by " + Amount.ofEffect(metric, estimate.effect()) + ")" : "");
      case Verdict.Better _ when line.pair().ofObservers() -> "they differ";
      case Verdict.Better(String name) -> name + " is better";
      case Verdict.Inconclusive(int more, String sentence) -> "inconclusive: " + sentence;
      case Verdict.Invalid(String sentence) -> "invalid: " + sentence;
    };
  }

  String pValue() {
    double p = line.adjustedP();
    if (estimate.blocks() < 2) {
      return "–";
    }
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, p < 0.1 ? "%.4f" : "%.2f", p);
  }

  String smallestVisible() {
    return Amount.ofEffect(metric, estimate.smallestVisible(line.level()));
  }

  private String margin() {
    return switch (metric.scale()) {
      case RATIO -> Amount.percent(metric.margin());
      case DIFFERENCE -> "±" + Amount.of(metric.margin(), metric.unit());
    };
  }

  private static Amount amount(Metric metric, Estimate estimate, Interval interval) {
    double largest = Math.abs(estimate.effect());
    if (interval.bounded()) {
      largest = Math.max(largest, Math.max(Math.abs(interval.low()), Math.abs(interval.high())));
    }
    var amount = Amount.forValuesUpTo(largest, metric.unit());
    return interval.bounded()
        ? amount.telling(estimate.effect()).telling(interval.low()).telling(interval.high())
        : amount;
  }

  /// Two, and more where they would hide the interval or on which side of 1 it ends.
  private static int ratioDecimals(Interval interval) {
    int decimals = Math.exp(interval.high()) - Math.exp(interval.low()) < 0.02 ? 3 : 2;
    while (decimals < MOST_DECIMALS
        && (looksLikeOne(decimals, interval.low()) || looksLikeOne(decimals, interval.high()))) {
      decimals++;
    }
    return decimals;
  }

  private static boolean looksLikeOne(int decimals, double effect) {
    return effect != 0 && Double.parseDouble(ratio(decimals, effect)) == 1;
  }

  private static String ratio(int decimals, double effect) {
    return String.format(Locale.ROOT, "%." + decimals + "f", Math.exp(effect));
  }
}
