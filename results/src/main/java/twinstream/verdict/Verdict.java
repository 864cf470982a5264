package twinstream.verdict;

import java.time.Duration;

/// What a comparison says. Precedence: a cell that is invalid says nothing; fewer than six blocks
/// decide nothing; then equivalence before a difference, because a difference smaller than the
/// margin is none that matters.
public sealed interface Verdict {

  /// Fewest blocks of which a verdict is made.
  int FEWEST_BLOCKS = 6;

  /// Highest adjusted p-value that counts as a difference.
  double LEVEL = 0.05;

  /// The effect is shown to be inside the margin.
  ///
  /// @param differs whether there is a difference after adjustment all the same
  record Equivalent(boolean differs) implements Verdict {}

  /// There is a difference after adjustment.
  ///
  /// @param name transport that a user would choose for this metric
  record Better(String name) implements Verdict {}

  /// The blocks do not decide.
  ///
  /// @param blocksNeeded more blocks that would decide at 80 % power; [Integer#MAX_VALUE] when no
  ///   number that can be run
  /// @param sentence why, for people
  record Inconclusive(int blocksNeeded, String sentence) implements Verdict {}

  /// The two sides were not set alike, too many trials of the cell were void, or clearly more of
  /// one transport.
  ///
  /// @param sentence why, for people
  record Invalid(String sentence) implements Verdict {}

  /// Judges a comparison.
  ///
  /// @param adjustedP the estimate's p-value after Holm, or as it is for an exploratory metric
  /// @param blockLength how long one more block takes; zero where unknown
  static Verdict of(
      Comparison comparison,
      Estimate estimate,
      double adjustedP,
      VoidTally voids,
      Duration blockLength) {
    var metric = comparison.metric();
    double margin = metric.scale().marginEffect(metric.margin());
    if (voids.problem().isPresent()) {
      return new Invalid(voids.problem().get());
    }
    if (!comparison.hasEffects()) {
      return new Inconclusive(Integer.MAX_VALUE, "a value of zero or below allows no ratio");
    }
    if (comparison.outlasted() > 0) {
      return new Inconclusive(
          Integer.MAX_VALUE,
          "the window ended before it in %d of %d blocks; a longer window would be needed"
              .formatted(comparison.outlasted(), comparison.counting()));
    }
    if (comparison.blocks().isEmpty() && comparison.counting() > 0) {
      return new Inconclusive(Integer.MAX_VALUE, "a longer window or more streams would be needed");
    }
    var reasons = new Reasons(estimate, margin, adjustedP, blockLength);
    if (estimate.blocks() < FEWEST_BLOCKS) {
      return reasons.tooFewBlocks();
    }
    return switch (Decision.of(estimate, margin, adjustedP)) {
      case EQUIVALENT -> new Equivalent(false);
      case INSIDE_BUT_NOT_ZERO -> new Equivalent(true);
      case HIGHER -> new Better(betterOf(comparison, true));
      case LOWER -> new Better(betterOf(comparison, false));
      case OPEN -> reasons.undecided();
    };
  }

  private static String betterOf(Comparison comparison, boolean secondIsHigher) {
    boolean secondIsBetter =
        switch (comparison.metric().better()) {
          case LOWER -> !secondIsHigher;
          case HIGHER -> secondIsHigher;
        };
    return secondIsBetter ? comparison.pair().second() : comparison.pair().first();
  }
}
