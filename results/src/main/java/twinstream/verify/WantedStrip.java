package twinstream.verify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The strip of tiles in `report.html` that says what the instrument knows about itself.
final class WantedStrip {
  private static final String GOOD = "✓ ";
  private static final String BAD = "! ";

  private final Judgements judgements;

  WantedStrip(Judgements judgements) {
    this.judgements = judgements;
  }

  WantedTable table() {
    return new WantedTable(
        HtmlPage.STRIP,
        List.of(),
        List.of(
            List.of(Text.of("void trials"), voids()),
            List.of(Text.of("crowd CPU, highest (bound 80 %)"), crowdCpu()),
            List.of(
                Text.of("requests that left late, worst trial (bound 1 %)"), late(Trial::sends)),
            List.of(
                Text.of("late looks of the crowd's event loops, worst trial (bound 1 %)"),
                late(Trial::loops)),
            List.of(Text.of("clock error bound, highest"), clock()),
            List.of(Text.of("transport against itself"), selfChecks())));
  }

  private static String mark(boolean good) {
    return good ? GOOD : BAD;
  }

  private Text voids() {
    long voids = judgements.voidTrials();
    return judgements.trials().isEmpty()
        ? Text.of("no trial")
        : Text.of(
            mark(voids == 0), Text.count(voids), " of ", Text.count(judgements.trials().size()));
  }

  private Text crowdCpu() {
    OptionalDouble highest =
        judgements.trials().stream().flatMapToDouble(trial -> trial.crowdCpu().stream()).max();
    return highest.isEmpty()
        ? Text.of("no trial")
        : Text.of(mark(highest.getAsDouble() <= 0.8), Text.percent(highest.getAsDouble()));
  }

  private Text late(Function<Trial, Optional<Late>> of) {
    Optional<Late> worst = Optional.empty();
    for (var trial : judgements.trials()) {
      var late = of.apply(trial);
      if (late.isPresent() && (worst.isEmpty() || late.get().share() > worst.get().share())) {
        worst = late;
      }
    }
    return worst
        .map(late -> Text.of(mark(late.inTime()), late.text(" of ")))
        .orElse(Text.of("not judged: under 100"));
  }

  private Text clock() {
    if (judgements.trials().isEmpty()) {
      return Text.of("no trial");
    }
    long highest = judgements.trials().stream().mapToLong(Trial::clockBoundNanos).max().orElse(0);
    return Text.of(mark(highest < 100_000), Text.amount(highest / 1e3, "µs"));
  }

  private Text selfChecks() {
    var checks = judgements.selfChecks();
    if (checks.isEmpty()) {
      return Text.of(BAD, "not run");
    }
    long differ = count(checks, Ruling.Kind.BETTER);
    long inside = count(checks, Ruling.Kind.EQUIVALENT_BUT_NOT_ZERO);
    Text said =
        Text.of(
            mark(differ == 0),
            Text.count(differ),
            " of ",
            Text.count(checks.size()),
            " comparisons differ");
    return inside == 0 ? said : Text.of(said, ", ", Text.count(inside), " more inside the margin");
  }

  private static long count(List<Judgement> lines, Ruling.Kind kind) {
    return lines.stream().filter(line -> Ruling.of(line).kind() == kind).count();
  }
}
