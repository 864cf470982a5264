package twinstream.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import twinstream.result.Pair;

/// Lateness over percentiles for both transports of a pair: each line is the median over trials of
/// the trial's own percentile, the band reaches from the lowest trial to the highest. Histograms of
/// trials are not merged: that would hide how far runs differ.
final class SpectrumPlot {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 380;
  private static final double LEFT = 76;
  private static final double RIGHT = 620;
  private static final double TOP = 16;
  private static final double BOTTOM = 320;
  private static final List<String> PERCENTILES = List.of("min", "p90", "p99", "p99.9", "p99.99");

  private SpectrumPlot() {}

  /// The picture; empty text when no trial has lateness.
  static String of(RunView view, String scenario, Pair pair) {
    var first = curves(view.countingShapes(scenario, pair.first()));
    var second = curves(view.countingShapes(scenario, pair.second()));
    var all = new ArrayList<>(first);
    all.addAll(second);
    int points = all.stream().mapToInt(List::size).max().orElse(0);
    if (points < 2) {
      return "";
    }
    var micros = all.stream().flatMap(List::stream).map(nanos -> Math.max(nanos / 1e3, 1)).toList();
    var y = Axis.logarithmic(Collections.min(micros), Collections.max(micros), BOTTOM, TOP);
    var x = new Axis(0, Spectrum.GRID.get(points - 1), LEFT, RIGHT, false);
    var svg =
        new Svg(WIDTH, HEIGHT, scenario + ": token lateness by percentile, " + RunView.name(pair));
    frame(svg, x, y);
    transport(svg, x, y, first, "first", pair.first());
    transport(svg, x, y, second, "second", pair.second());
    return svg.done();
  }

  private static List<List<Long>> curves(List<TrialShape> shapes) {
    return shapes.stream()
        .map(TrialShape::latenessNanos)
        .filter(curve -> curve.size() > 1)
        .toList();
  }

  private static void frame(Svg svg, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
      svg.text("small", LEFT - 8, y.at(tick) + 4, "end", time(tick));
    }
    for (int nines = 0; nines <= x.high(); nines++) {
      svg.line("grid", x.at(nines), TOP, x.at(nines), BOTTOM);
      svg.text("small", x.at(nines), BOTTOM + 18, "middle", PERCENTILES.get(nines));
    }
    double median = Math.log10(2);
    if (x.high() > median) {
      svg.line("grid", x.at(median), TOP, x.at(median), BOTTOM);
      svg.text("small", x.at(median), BOTTOM + 18, "middle", "p50");
    }
    svg.text(
        "small",
        (LEFT + RIGHT) / 2,
        BOTTOM + 40,
        "middle",
        "percentile; each nine has the same width");
  }

  private static void transport(
      Svg svg, Axis x, Axis y, List<List<Long>> curves, String style, String name) {
    int points = curves.stream().mapToInt(List::size).min().orElse(0);
    if (points < 2) {
      return;
    }
    List<Svg.Point> low = new ArrayList<>();
    List<Svg.Point> middle = new ArrayList<>();
    List<Svg.Point> high = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double across = x.at(Spectrum.GRID.get(i));
      int at = i;
      var sorted = curves.stream().map(curve -> curve.get(at)).sorted().toList();
      low.add(new Svg.Point(across, y.at(sorted.getFirst() / 1e3)));
      middle.add(new Svg.Point(across, y.at(median(sorted) / 1e3)));
      high.add(new Svg.Point(across, y.at(sorted.getLast() / 1e3)));
    }
    List<Svg.Point> band = new ArrayList<>(low);
    IntStream.iterate(points - 1, i -> i >= 0, i -> i - 1).mapToObj(high::get).forEach(band::add);
    svg.area("area-" + style, band);
    svg.curve("line-" + style, middle);
    double legend = style.equals("first") ? TOP + 14 : TOP + 36;
    svg.line("line-" + style, RIGHT + 12, legend - 4, RIGHT + 44, legend - 4);
    svg.text("label", RIGHT + 50, legend, "start", name);
  }

  private static double median(List<Long> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }

  private static String time(double micros) {
    return micros < 1_000
        ? String.format(Locale.ROOT, "%.0f µs", micros)
        : micros < 1_000_000
            ? String.format(Locale.ROOT, "%.0f ms", micros / 1e3)
            : String.format(Locale.ROOT, "%.0f s", micros / 1e6);
  }
}
