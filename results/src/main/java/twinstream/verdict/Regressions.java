package twinstream.verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A new run against a base, per scenario, transport and metric. Each is one run: what changed
/// between them besides the suite (other load, a warmer machine) is part of every effect, and no
/// interval over blocks tells of it.
///
/// @param lines one for each confirmatory metric, and for each other that any trial has
/// @param places where the runs differ in where they ran; empty for the same environment
/// @param refused a sentence for each scenario whose settings differ, and for each scenario and
///   transport that only the base has: what is not compared
public record Regressions(List<MetricChange> lines, List<String> places, List<String> refused) {

  public Regressions {
    lines = List.copyOf(lines);
    places = List.copyOf(places);
    refused = List.copyOf(refused);
  }

  /// Compares what both runs have. The confirmatory metrics of all cells are one family for Holm,
  /// but for those of which a run planned fewer than six blocks: they can't be answered.
  ///
  /// @param margin replaces the margin of metrics that are compared as ratios, as a share; NaN
  ///   leaves each its own
  public static Regressions of(Side base, Side fresh, double margin) {
    List<ChangeQuestion> questions = new ArrayList<>();
    var checked = new SelfChecks(base, fresh);
    Set<String> places = new LinkedHashSet<>();
    List<String> refused = new ArrayList<>(Sameness.missing(base, fresh));
    for (var scenario : Sameness.scenarios(base, fresh)) {
      var settings = Sameness.settings(base, fresh, scenario);
      if (settings.isEmpty()) {
        places.addAll(Sameness.places(base, fresh, scenario));
        var cells = new Cells(base, fresh, scenario, margin, checked);
        questions.addAll(cells.questions());
      } else {
        refused.add(
            "%s was run with other settings: %s"
                .formatted(scenario.name(), String.join(", ", settings)));
      }
    }
    adjust(questions);
    var lines = questions.stream().map(ChangeQuestion::judged).toList();
    return new Regressions(lines, List.copyOf(places), refused);
  }

  /// True when a confirmatory metric became worse.
  public boolean regressed() {
    return lines.stream().anyMatch(MetricChange::regressed);
  }

  /// True when a confirmatory metric of one of the runs must not be believed.
  public boolean invalid() {
    return lines.stream()
        .anyMatch(line -> line.confirmatory() && line.change() instanceof Change.Invalid);
  }

  private static void adjust(List<ChangeQuestion> questions) {
    var asked = questions.stream().filter(one -> one.confirmatory() && one.askable()).toList();
    double[] adjusted =
        Holm.adjust(asked.stream().mapToDouble(one -> one.estimate().pValue()).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      questions.set(questions.indexOf(asked.get(i)), asked.get(i).withP(adjusted[i]));
    }
  }
}
