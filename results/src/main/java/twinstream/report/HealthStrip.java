package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import twinstream.result.Gates;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdict;

/// Can this be trusted? What the instrument knows about itself, worst trial first.
final class HealthStrip {
  private record Tile(String label, String value, boolean good) {}

  private HealthStrip() {}

  static String html(RunView view) {
    var out = new StringBuilder("<dl class=\"strip\">\n");
    for (var tile : tiles(view)) {
      out.append("<div class=\"").append(tile.good ? "good" : "bad").append("\"><dt>");
      out.append(Html.escape(tile.label)).append("</dt><dd>");
      out.append(tile.good ? "✓ " : "! ").append(Html.escape(tile.value)).append("</dd></div>\n");
    }
    return out.append("</dl>\n").toString();
  }

  private static List<Tile> tiles(RunView view) {
    List<Tile> tiles = new ArrayList<>();
    long voids = view.voidTrials();
    tiles.add(new Tile("void trials", voids + " of " + view.results().size(), voids == 0));
    double cpu = worst(view, TrialShape::crowdCpu);
    tiles.add(new Tile("crowd CPU, highest (bound 80 %)", say("%.0f %%", cpu * 100), cpu <= 0.8));
    double lag = worst(view, shape -> shape.sendLagNanos().orElse(0)) / 1e6;
    tiles.add(new Tile("send lag p99, highest", say("%.2f ms", lag), sentInTime(view)));
    double bound = worst(view, shape -> (double) shape.clockBoundNanos()) / 1e3;
    tiles.add(new Tile("clock error bound, highest", say("%.1f µs", bound), bound < 100));
    var checks = view.verdicts().lines().stream().filter(line -> line.pair().selfCheck()).toList();
    tiles.add(selfCheck(checks));
    return tiles;
  }

  private static boolean sentInTime(RunView view) {
    return view.results().stream()
        .allMatch(result -> {
          var shape = view.shapes().get(result.key().id());
          long boundNanos = Gates.of(result.parameters()).sendLagBound().toNanos();
          return shape == null || shape.sendLagNanos().orElse(0) <= boundNanos;
        });
  }

  private static Tile selfCheck(List<MetricVerdict> checks) {
    var confirmatory = checks.stream().filter(MetricVerdict::confirmatory).toList();
    long differ =
        confirmatory.stream().filter(line -> line.verdict() instanceof Verdict.Better).count();
    return confirmatory.isEmpty()
        ? new Tile("transport against itself", "not run", false)
        : new Tile(
            "transport against itself",
            differ + " of " + confirmatory.size() + " comparisons differ",
            differ == 0);
  }

  private static double worst(RunView view, ToDoubleFunction<TrialShape> of) {
    return view.shapes().values().stream().mapToDouble(of).max().orElse(0);
  }

  // Error Prone has an annotation for this, in a library that the module does not need otherwise.
  @SuppressWarnings("AnnotateFormatMethod")
  private static String say(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
