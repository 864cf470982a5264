package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import twinstream.result.MemoryLevel;
import twinstream.result.Pair;
import twinstream.result.SlopeFit;

/// Memory of the server over open streams: every level of every trial that counts as a dot, and the
/// line of the trial whose slope is the median. The slope is what one more stream costs.
final class LadderPlot {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 340;
  private static final double LEFT = 76;
  private static final double RIGHT = 560;
  private static final double TOP = 16;
  private static final double BOTTOM = 280;
  private static final double MEBI = 1 << 20;

  private LadderPlot() {}

  /// The picture; empty text when no trial that counts has such a ladder.
  static String of(RunView view, String scenario, Pair pair, Ladder kind) {
    var first = view.countingShapes(scenario, pair.first());
    var second = view.countingShapes(scenario, pair.second());
    var levels =
        Stream.concat(first.stream(), second.stream()).flatMap(t -> t.levels().stream()).toList();
    if (medianFit(first, kind).isEmpty() && medianFit(second, kind).isEmpty()) {
      return "";
    }
    double mostStreams = levels.stream().mapToInt(MemoryLevel::streams).max().orElse(1);
    double mostBytes = levels.stream().mapToLong(kind.bytes()).max().orElse(1);
    var x = Axis.linear(mostStreams, LEFT, RIGHT);
    var y = Axis.linear(mostBytes / MEBI, BOTTOM, TOP);
    var svg =
        new Svg(
            WIDTH,
            HEIGHT,
            scenario + ": " + kind.title() + " over open streams, " + RunView.name(pair));
    frame(svg, x, y, kind);
    transport(svg, x, y, first, kind, "first", pair.first());
    transport(svg, x, y, second, kind, "second", pair.second());
    return svg.done();
  }

  /// Slopes of all trials with their intervals.
  static Table slopes(RunView view, String scenario) {
    List<List<String>> rows = new ArrayList<>();
    for (var result : view.ofScenario(scenario)) {
      for (var kind : Ladder.values()) {
        var fit = result.fits().get(kind.metric().name());
        if (fit != null) {
          rows.add(
              List.of(
                  result.key().id(),
                  kind.title(),
                  slope(fit),
                  Integer.toString(fit.levels()),
                  TrialTables.counts(view, result)));
        }
      }
    }
    return new Table(
        "Memory per stream, by trial",
        List.of("trial", "memory", "slope [95 %]", "levels", "counts"),
        rows);
  }

  private static void frame(Svg svg, Axis x, Axis y, Ladder kind) {
    for (double tick : y.ticks()) {
      svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
      svg.text("small", LEFT - 8, y.at(tick) + 4, "end", number(tick) + " MiB");
    }
    for (double tick : x.ticks()) {
      svg.line("grid", x.at(tick), TOP, x.at(tick), BOTTOM);
      svg.text("small", x.at(tick), BOTTOM + 18, "middle", number(tick));
    }
    svg.text("small", (LEFT + RIGHT) / 2, BOTTOM + 40, "middle", "open streams; " + kind.title());
  }

  private static void transport(
      Svg svg, Axis x, Axis y, List<TrialShape> trials, Ladder kind, String style, String name) {
    for (var trial : trials) {
      for (var level : trial.levels()) {
        double mebi = kind.bytes().applyAsLong(level) / MEBI;
        svg.dot("dot-" + style, x.at(level.streams()), y.at(mebi), 3);
      }
    }
    medianFit(trials, kind)
        .ifPresent(fit -> {
          double from = inside(fit, y, 0, x.high());
          double to = inside(fit, y, x.high(), 0);
          svg.line(
              "line-" + style, x.at(from), y.at(mebi(fit, from)), x.at(to), y.at(mebi(fit, to)));
          double legend = style.equals("first") ? TOP + 14 : TOP + 56;
          svg.line("line-" + style, RIGHT + 12, legend - 4, RIGHT + 44, legend - 4);
          svg.text("label", RIGHT + 50, legend, "start", name);
          svg.text("small", RIGHT + 50, legend + 16, "start", slope(fit));
        });
  }

  // Where the line enters the picture, coming from one of its sides.
  private static double inside(SlopeFit fit, Axis y, double side, double otherSide) {
    double mebi = mebi(fit, side);
    if (mebi >= 0 && mebi <= y.high()) {
      return side;
    }
    double edge =
        (Math.clamp(mebi, 0, y.high()) * MEBI - fit.interceptBytes()) / fit.bytesPerStream();
    return Math.clamp(edge, Math.min(side, otherSide), Math.max(side, otherSide));
  }

  private static double mebi(SlopeFit fit, double streams) {
    return (fit.interceptBytes() + fit.bytesPerStream() * streams) / MEBI;
  }

  private static Optional<SlopeFit> medianFit(List<TrialShape> trials, Ladder kind) {
    var fits =
        trials.stream()
            .flatMap(trial -> SlopeFit.of(trial.levels(), kind.bytes()).stream())
            .sorted((a, b) -> Double.compare(a.bytesPerStream(), b.bytesPerStream()))
            .toList();
    return fits.isEmpty() ? Optional.empty() : Optional.of(fits.get((fits.size() - 1) / 2));
  }

  private static String slope(SlopeFit fit) {
    return String.format(
        Locale.ROOT,
        "%.2f KiB [%.2f, %.2f]",
        fit.bytesPerStream() / 1024,
        fit.low() / 1024,
        fit.high() / 1024);
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.1f" : "%,.0f", value);
  }
}
