package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import twinstream.result.Pair;

/// Whether a run may be believed, in the sentence that its report must begin with.
final class Standing {
  private Standing() {}

  static Text of(Judgements judgements) {
    var reasons = reasons(judgements);
    if (!reasons.isEmpty()) {
      return Text.of("This run is invalid: ", Text.joined("; ", reasons), ".");
    }
    var manifest = judgements.manifest();
    long missing = missing(judgements);
    if (missing > 0) {
      return Text.of(
          "Unfinished: ",
          Text.count(missing),
          " of ",
          Text.count(manifest.planned().size()),
          " planned trials have not run.");
    }
    return Text.of(
        manifest.publishable() ? "This run is publishable: " : "Not publishable: ",
        manifest.publishableReason());
  }

  /// Planned trials that have not run.
  static long missing(Judgements judgements) {
    var ids =
        judgements.trials().stream().map(trial -> trial.key().id()).collect(Collectors.toSet());
    return judgements.manifest().planned().stream().filter(key -> !ids.contains(key.id())).count();
  }

  private static List<Text> reasons(Judgements judgements) {
    List<Text> reasons = new ArrayList<>();
    if (judgements.trials().isEmpty()) {
      reasons.add(Text.of("no trial has finished"));
    }
    cells(judgements, reasons);
    for (var line : judgements.selfChecks()) {
      if (Ruling.of(line).kind() == Ruling.Kind.BETTER) {
        reasons.add(
            Text.of(
                line.scenario() + ": " + line.pair().first() + " differs from itself in ",
                line.metric().title() + ": ",
                Words.effect(line)));
      }
    }
    long environments =
        judgements.trials().stream().map(trial -> trial.stated().environment()).distinct().count();
    if (environments > 1) {
      reasons.add(
          Text.of("the trials come from ", Text.count(environments), " different environments"));
    }
    return reasons;
  }

  private static void cells(Judgements judgements, List<Text> reasons) {
    judgements
        .cells()
        .forEach((scenario, cell) -> {
          var pairs =
              judgements.manifest().scenarios().stream()
                  .filter(summary -> summary.name().equals(scenario))
                  .flatMap(summary -> summary.pairs().stream())
                  .toList();
          for (var pair : pairs.stream().filter(pair -> !pair.ofObservers()).toList()) {
            String start = scenario + ", " + pair.first() + " and " + pair.second() + ": ";
            cell.voids(pair).problem().ifPresent(problem -> reasons.add(Text.of(start, problem)));
          }
          if (pairs.stream().allMatch(Pair::ofObservers)) {
            alone(scenario, cell, reasons);
          }
        });
  }

  private static void alone(String scenario, Cell cell, List<Text> reasons) {
    cell.trials().stream()
        .map(trial -> trial.key().transport())
        .distinct()
        .sorted()
        .forEach(name ->
            cell.voids(new Pair(name, ""))
                .tooMany()
                .ifPresent(
                    problem -> reasons.add(Text.of(scenario + ", " + name + ": ", problem))));
  }
}
