package twinstream.report;

import java.util.ArrayList;
import java.util.List;
import twinstream.verdict.MetricVerdict;

/// What a reader who reads three lines has to take away.
final class Answer {
  private Answer() {}

  /// Whether the numbers may be believed, in one sentence.
  static String standing(RunView view) {
    if (view.verdicts().invalid()) {
      return "This run is invalid: " + String.join("; ", view.verdicts().invalidBecause()) + ".";
    }
    long missing = missing(view);
    if (missing > 0) {
      return "Unfinished: %d of %d planned trials have not run."
          .formatted(missing, view.manifest().planned().size());
    }
    return view.manifest().publishable()
        ? "This run is publishable: " + view.manifest().publishableReason()
        : "Not publishable: " + view.manifest().publishableReason();
  }

  private static long missing(RunView view) {
    var finished = view.results().stream().map(result -> result.key().id()).toList();
    return view.manifest().planned().stream().filter(key -> !finished.contains(key.id())).count();
  }

  /// The confirmatory metrics of a scenario, one short line each.
  static List<String> lines(RunView view, String scenario) {
    List<String> lines = new ArrayList<>();
    for (var line : deciding(view, scenario)) {
      var values = Values.of(line);
      lines.add(
          "%s: %s (%s %s, %s %s)"
              .formatted(
                  line.metric().title(),
                  line.word(),
                  line.pair().first(),
                  values.first(),
                  line.pair().second(),
                  values.second()));
    }
    return lines;
  }

  static List<MetricVerdict> deciding(RunView view, String scenario) {
    return view.verdicts().deciding().stream()
        .filter(line -> line.scenario().equals(scenario))
        .toList();
  }
}
