package twinstream.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import twinstream.result.Scale;
import twinstream.verdict.Interval;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdict;

/// Estimates with their 95 % intervals against the band of equivalence, one row each. Ratios stand
/// on a logarithmic axis; differences have different units, so each stands in multiples of its own
/// margin.
final class ForestPlot {
  private static final double WIDTH = 960;
  private static final double LEFT = 300;
  private static final double RIGHT = 620;
  private static final double ROW = 34;
  private static final double TOP = 30;
  private static final List<Double> RATIOS =
      List.of(0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0);
  private static final double LABEL_WIDTH = 28;
  private static final double MOST_RATIO = Math.log(10);
  private static final double MOST_MARGINS = 10;

  private final Scale scale;
  private final List<MetricVerdict> lines;
  private final Axis axis;

  private ForestPlot(Scale scale, List<MetricVerdict> lines) {
    this.scale = scale;
    this.lines = lines;
    double reach = scale == Scale.RATIO ? Math.log(1.3) : 2;
    double most = scale == Scale.RATIO ? MOST_RATIO : MOST_MARGINS;
    for (var line : lines) {
      reach = Math.max(reach, 1.08 * reach(line));
    }
    reach = Math.min(most, reach);
    this.axis = new Axis(-reach, reach, LEFT, RIGHT, false);
  }

  /// The picture; empty text when no line has this scale.
  static String of(Scale scale, List<MetricVerdict> all) {
    var lines =
        all.stream()
            .filter(line -> line.metric().scale() == scale)
            .filter(line -> Double.isFinite(line.estimate().effect()))
            .toList();
    return lines.isEmpty() ? "" : new ForestPlot(scale, lines).draw();
  }

  private String draw() {
    double bottom = TOP + lines.size() * ROW;
    var svg = new Svg(WIDTH, bottom + 46, title());
    double y = TOP;
    for (var line : lines) {
      band(svg, line, y);
      y += ROW;
    }
    for (double tick : ticks()) {
      svg.line("grid", axis.at(tick), TOP, axis.at(tick), bottom);
      svg.text("small", axis.at(tick), bottom + 16, "middle", label(tick));
    }
    svg.line("zero", axis.at(0), TOP - 6, axis.at(0), bottom);
    svg.text("small", (LEFT + RIGHT) / 2, bottom + 36, "middle", caption());
    y = TOP;
    for (var line : lines) {
      row(svg, line, y + ROW / 2);
      y += ROW;
    }
    return svg.done();
  }

  private void band(Svg svg, MetricVerdict line, double y) {
    double margin = line.metric().scale().marginEffect(line.metric().margin()) / unit(line);
    double left = axis.at(-margin);
    svg.box("band", left, y, axis.at(margin) - left, ROW);
  }

  private void row(Svg svg, MetricVerdict line, double y) {
    var pair = line.pair();
    svg.text("label", 0, y - 2, "start", line.scenario() + ", " + line.metric().title());
    svg.text("small", 0, y + 12, "start", pair.second() + " to " + pair.first());
    double unit = unit(line);
    var interval = line.estimate().interval95();
    if (interval.bounded()) {
      svg.line("interval", axis.at(interval.low() / unit), y, axis.at(interval.high() / unit), y);
      for (double end : new double[] {interval.low(), interval.high()}) {
        svg.line("interval", axis.at(end / unit), y - 7, axis.at(end / unit), y + 7);
      }
      arrows(svg, interval, unit, y);
    }
    svg.dot(mark(line), axis.at(line.estimate().effect() / unit), y, 4);
    svg.text("label", RIGHT + 24, y - 2, "start", line.effect());
    svg.text("small", RIGHT + 24, y + 12, "start", line.word());
  }

  /// Where an interval goes on beyond the picture.
  private void arrows(Svg svg, Interval interval, double unit, double y) {
    if (interval.low() / unit < axis.low()) {
      svg.text("label", LEFT - 10, y + 4, "middle", "◂");
    }
    if (interval.high() / unit > axis.high()) {
      svg.text("label", RIGHT + 10, y + 4, "middle", "▸");
    }
  }

  private double reach(MetricVerdict line) {
    var interval = line.estimate().interval95();
    double effect = Math.abs(line.estimate().effect());
    double most =
        interval.bounded() ? Math.max(effect, Math.max(-interval.low(), interval.high())) : effect;
    return most / unit(line);
  }

  private double unit(MetricVerdict line) {
    return scale == Scale.RATIO ? 1 : line.metric().margin();
  }

  private List<Double> ticks() {
    return scale == Scale.RATIO
        ? legible(
            RATIOS.stream().map(Math::log).filter(tick -> Math.abs(tick) <= axis.high()).toList())
        : axis.ticks();
  }

  // 1 stays, and from there outwards what has room for its label.
  private List<Double> legible(List<Double> ticks) {
    List<Double> kept = new ArrayList<>(List.of(0.0));
    ticks.stream()
        .sorted(Comparator.comparingDouble(Math::abs))
        .filter(tick -> kept.stream().allMatch(other -> apart(tick, other)))
        .forEach(kept::add);
    return kept;
  }

  private boolean apart(double tick, double other) {
    return Math.abs(axis.at(tick) - axis.at(other)) >= LABEL_WIDTH;
  }

  private String label(double tick) {
    return scale == Scale.RATIO
        ? String.format(Locale.ROOT, "%.2f", Math.exp(tick)).replaceFirst("0$", "")
        : String.format(Locale.ROOT, "%.1f", tick).replaceFirst("\\.0$", "").replace('-', '−');
  }

  private String title() {
    return scale == Scale.RATIO
        ? "Ratios, second to first, with 95 % intervals"
        : "Differences, second minus first, with 95 % intervals";
  }

  private String caption() {
    return scale == Scale.RATIO
        ? "ratio, second to first, log axis; shaded: equivalent"
        : "difference, second minus first, in multiples of the margin; shaded: equivalent";
  }

  private static String mark(MetricVerdict line) {
    return switch (line.verdict()) {
      case Verdict.Equivalent _ -> "mark-equivalent";
      case Verdict.Better(String name) ->
          name.equals(line.pair().first()) ? "mark-first" : "mark-second";
      case Verdict.Inconclusive _, Verdict.Invalid _ -> "mark-open";
    };
  }
}
