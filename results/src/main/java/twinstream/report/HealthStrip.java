package twinstream.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import twinstream.result.Gates;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdict;

/// Can this be trusted? What the instrument knows about itself, worst trial first.
final class HealthStrip {
  private static final double CLOCK_BOUND_MICROS = 100;

  private enum State {
    GOOD("good", "✓ "),
    BAD("bad", "! "),
    NOT_JUDGED("open", "");

    private final String style;
    private final String mark;

    State(String style, String mark) {
      this.style = style;
      this.mark = mark;
    }

    static State good(boolean good) {
      return good ? GOOD : BAD;
    }
  }

  private record Tile(String label, String value, State state) {
    static Tile notJudged(String label, String why) {
      return new Tile(label, why, State.NOT_JUDGED);
    }
  }

  private HealthStrip() {}

  static String html(RunView view) {
    var out = new StringBuilder("<dl class=\"strip\">\n");
    for (var tile : tiles(view)) {
      out.append("<div class=\"").append(tile.state.style).append("\"><dt>");
      out.append(Html.escape(tile.label)).append("</dt><dd>");
      out.append(tile.state.mark).append(Html.escape(tile.value)).append("</dd></div>\n");
    }
    return out.append("</dl>\n").toString();
  }

  private static List<Tile> tiles(RunView view) {
    var shapes = List.copyOf(view.shapes().values());
    List<Tile> tiles = new ArrayList<>();
    tiles.add(voids(view));
    tiles.add(crowdCpu(shapes));
    tiles.add(late("requests that left late", shapes, TrialShape::sends));
    tiles.add(late("late looks of the crowd's event loops", shapes, TrialShape::loops));
    tiles.add(clock(shapes));
    var checks = view.verdicts().lines().stream().filter(line -> line.pair().selfCheck()).toList();
    tiles.add(selfCheck(checks));
    return tiles;
  }

  private static Tile voids(RunView view) {
    long voids = view.voidTrials();
    int all = view.results().size();
    return all == 0
        ? Tile.notJudged("void trials", "no trial")
        : new Tile("void trials", voids + " of " + all, State.good(voids == 0));
  }

  private static Tile crowdCpu(List<TrialShape> shapes) {
    String label = say("crowd CPU, highest (bound %.0f %%)", Gates.CROWD_CPU_BOUND * 100);
    return shapes.stream()
        .map(TrialShape::crowdCpu)
        .max(Comparator.naturalOrder())
        .map(cpu ->
            new Tile(label, say("%.0f %%", cpu * 100), State.good(cpu <= Gates.CROWD_CPU_BOUND)))
        .orElse(Tile.notJudged(label, "no trial"));
  }

  private static Tile late(
      String what, List<TrialShape> shapes, Function<TrialShape, Optional<Gates.Late>> of) {
    String label = what + ", worst trial (bound 1 %)";
    return shapes.stream()
        .map(of)
        .flatMap(Optional::stream)
        .max(Comparator.comparingDouble(Gates.Late::share))
        .map(late -> new Tile(label, late.late() + " of " + late.all(), State.good(late.inTime())))
        .orElse(Tile.notJudged(label, "not judged: under 100"));
  }

  private static Tile clock(List<TrialShape> shapes) {
    String label = "clock error bound, highest";
    return shapes.stream()
        .map(shape -> shape.clockBoundNanos() / 1e3)
        .max(Comparator.naturalOrder())
        .map(micros ->
            new Tile(label, say("%.1f µs", micros), State.good(micros < CLOCK_BOUND_MICROS)))
        .orElse(Tile.notJudged(label, "no trial"));
  }

  private static Tile selfCheck(List<MetricVerdict> checks) {
    var confirmatory = checks.stream().filter(MetricVerdict::confirmatory).toList();
    long differ =
        confirmatory.stream().filter(line -> line.verdict() instanceof Verdict.Better).count();
    long inside = confirmatory.stream().filter(MetricVerdict::harmlessSelfDifference).count();
    return confirmatory.isEmpty()
        ? new Tile("transport against itself", "not run", State.BAD)
        : new Tile(
            "transport against itself",
            differ
                + " of "
                + confirmatory.size()
                + " comparisons differ"
                + (inside == 0 ? "" : ", " + inside + " more inside the margin"),
            State.good(differ == 0));
  }

  // Error Prone has an annotation for this, in a library that the module does not need otherwise.
  @SuppressWarnings("AnnotateFormatMethod")
  private static String say(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
