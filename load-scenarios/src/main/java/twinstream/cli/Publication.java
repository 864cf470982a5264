package twinstream.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import twinstream.result.Pair;
import twinstream.scenario.Load;
import twinstream.trial.Plan;
import twinstream.verdict.Verdict;

/// Whether the numbers of a run may be quoted, as far as its plan can tell.
///
/// @param possible false when the plan lacks something that a quoted number needs
/// @param reason why, or what it lacks and what to run instead
record Publication(boolean possible, String reason) {
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(10);

  static Publication of(Plan plan) {
    List<String> lacks = new ArrayList<>();
    lack(plan, part -> !selfChecked(part))
        .ifPresent(names -> lacks.add("no A/A blocks, so the noise is not known (" + names + ")"));
    lack(plan, part -> part.blocks() < Verdict.FEWEST_BLOCKS)
        .ifPresent(
            names -> lacks.add("fewer than " + Verdict.FEWEST_BLOCKS + " blocks (" + names + ")"));
    lack(plan, Publication::shortWindow)
        .ifPresent(names ->
            lacks.add("windows under " + SHORTEST_WINDOW.toSeconds() + " s (" + names + ")"));
    return lacks.isEmpty()
        ? new Publication(
            true,
            "each transport ran against itself, too, in at least %d blocks and windows of at least %d s."
                .formatted(Verdict.FEWEST_BLOCKS, SHORTEST_WINDOW.toSeconds()))
        : new Publication(
            false,
            "%s. One that is: ./bench run %s"
                .formatted(String.join("; ", lacks), names(plan, _ -> true, " ")));
  }

  private static Optional<String> lack(Plan plan, Predicate<Plan.Part> lacking) {
    String names = names(plan, lacking, ", ");
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  private static String names(Plan plan, Predicate<Plan.Part> which, String between) {
    return plan.parts().stream()
        .filter(which)
        .map(part -> part.scenario().name())
        .collect(Collectors.joining(between));
  }

  private static boolean selfChecked(Plan.Part part) {
    return part.transports().stream()
        .map(Pair::transportOf)
        .allMatch(transport ->
            part.transports().stream()
                .anyMatch(
                    name -> name.endsWith(Pair.AGAIN) && Pair.transportOf(name).equals(transport)));
  }

  private static boolean shortWindow(Plan.Part part) {
    return switch (part.scenario().load()) {
      case Load.Paced paced -> paced.window().compareTo(SHORTEST_WINDOW) < 0;
      case Load.Flooded flooded -> flooded.window().compareTo(SHORTEST_WINDOW) < 0;
      case Load.Ladder _ -> false;
    };
  }
}
