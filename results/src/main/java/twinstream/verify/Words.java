package twinstream.verify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Scale;

/// A judgement's numbers as places of a report have them.
final class Words {
  private static final double SMALLEST_P = 0.0001;

  private Words() {}

  static Text first(Judgement line) {
    return Text.amount(line.median(both -> both[0]), line.metric().unit());
  }

  static Text second(Judgement line) {
    return Text.amount(line.median(both -> both[1]), line.metric().unit());
  }

  /// Ratio or difference with its interval.
  static Text effect(Judgement line) {
    var effect = line.effect();
    if (effect.blocks() == 0 || !Double.isFinite(effect.mean())) {
      return Text.of(Findings.NOTHING);
    }
    boolean ratio = line.metric().scale() == Scale.RATIO;
    String unit = line.metric().unit();
    Text middle = ratio ? Text.bare(Math.exp(effect.mean())) : Text.amount(effect.mean(), unit);
    if (!effect.wide().bounded()) {
      return Text.of(middle, " [no interval]");
    }
    return Text.of(
        middle,
        " [",
        end(effect.wide().low(), ratio, unit),
        ", ",
        end(effect.wide().high(), ratio, unit),
        "]");
  }

  private static Part end(double value, boolean ratio, String unit) {
    if (ratio) {
      return new Part.Bare(Math.exp(value));
    }
    return unit.isEmpty() ? new Part.Bare(value) : new Part.Further(value, unit);
  }

  /// An effect without its sign.
  static Text size(Metric metric, double effect) {
    if (!Double.isFinite(effect)) {
      return Text.of(Findings.NOTHING);
    }
    return metric.scale() == Scale.RATIO
        ? Text.percent(Math.abs(Math.exp(effect) - 1))
        : Text.amount(Math.abs(effect), metric.unit());
  }

  static Text margin(Metric metric) {
    return metric.scale() == Scale.RATIO
        ? Text.percent(metric.margin())
        : Text.of("±", Text.amount(metric.margin(), metric.unit()));
  }

  static Text p(Judgement line) {
    if (line.effect().blocks() < 2) {
      return Text.of(Findings.NOTHING);
    }
    return line.adjustedP() < SMALLEST_P ? Text.of("< 0.0001") : Text.bare(line.adjustedP());
  }

  /// The whole comparison in a sentence, without a full stop.
  static Text sentence(Judgement line) {
    Text start = Text.of(line.scenario() + ", " + line.metric().title() + ": ");
    Text outcome = Ruling.of(line).outcome();
    if (line.values().isEmpty()) {
      String none =
          line.counting() == 0
              ? "no block with both trials valid: "
              : line.missing()
                  + (line.missing().startsWith("not") ? "any block: " : "every block: ");
      return Text.of(start, none, outcome);
    }
    return Text.of(
        start,
        line.pair().first() + " ",
        first(line),
        ", " + line.pair().second() + " ",
        second(line),
        line.metric().scale() == Scale.RATIO ? ", ratio " : ", difference ",
        effect(line),
        " over ",
        blocks(line),
        ": ",
        outcome);
  }

  private static Text blocks(Judgement line) {
    int blocks = line.values().size();
    Text some = Text.of(Text.count(blocks), blocks == 1 ? " block" : " blocks");
    return blocks == line.counting()
        ? some
        : Text.of(some, " (" + line.missing(), Text.count(line.counting() - blocks), " more)");
  }

  /// A line of a short answer.
  static Text answer(Judgement line) {
    return Text.of(
        line.metric().title() + ": " + Ruling.of(line).word() + " (" + line.pair().first() + " ",
        first(line),
        ", " + line.pair().second() + " ",
        second(line),
        ")");
  }

  /// Median of trials with the lowest and the highest of them.
  static Text spread(List<Trial> trials, Metric metric) {
    double[] sorted = BalanceTable.values(trials, metric).sorted().toArray();
    if (sorted.length == 0) {
      return Text.of(Findings.NOTHING);
    }
    Text middle = Text.amount(median(Arrays.stream(sorted)), metric.unit());
    return sorted.length == 1
        ? middle
        : Text.of(
            middle,
            " (",
            further(sorted[0], metric),
            " to ",
            further(sorted[sorted.length - 1], metric),
            ")");
  }

  private static Part further(double value, Metric metric) {
    return metric.unit().isEmpty() ? new Part.Bare(value) : new Part.Further(value, metric.unit());
  }

  /// Of at least one value.
  static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  static String name(Pair pair) {
    if (pair.ofObservers()) {
      return pair.first() + ", Gatling beside the crowd";
    }
    return pair.selfCheck()
        ? pair.first() + " against itself"
        : pair.second() + " against " + pair.first();
  }
}
