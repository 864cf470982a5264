package twinstream.verdict;

import java.util.function.IntPredicate;

/// How many blocks would decide in four of five runs, if effect and spread stay as they were seen.
/// A planning figure: effects are taken to be normal, and the other questions to stay as hard as
/// they were.
final class BlocksNeeded {
  private static final int MOST = 1_000;

  private BlocksNeeded() {}

  /// Blocks in all until either equivalence or a difference would be shown, whichever is sooner,
  /// and at least six. [Integer#MAX_VALUE] when over a thousand, or when fewer than two blocks tell
  /// no spread.
  ///
  /// @param level highest unadjusted p-value that counts as a difference
  static int toDecide(Estimate estimate, double margin, double level) {
    if (Double.isNaN(estimate.spread())) {
      return Integer.MAX_VALUE;
    }
    if (estimate.spread() == 0) {
      return Verdict.FEWEST_BLOCKS;
    }
    double effect = Math.abs(estimate.effect()) / estimate.spread();
    double room = margin / estimate.spread();
    return fewest(n -> {
      var power = new StudentPower(n);
      return StudentPower.often(power.found(effect, level))
          || StudentPower.often(power.equivalent(effect, room));
    });
  }

  /// Blocks in all, at least six, until a difference would be found; [Integer#MAX_VALUE] when over
  /// a thousand.
  ///
  /// @param effect in multiples of the spread, above 0
  static int toFind(double effect, double level) {
    return fewest(n -> StudentPower.often(new StudentPower(n).found(effect, level)));
  }

  /// By halving: what some blocks show, more blocks show, too.
  private static int fewest(IntPredicate enough) {
    if (enough.test(Verdict.FEWEST_BLOCKS)) {
      return Verdict.FEWEST_BLOCKS;
    }
    if (!enough.test(MOST)) {
      return Integer.MAX_VALUE;
    }
    int tooFew = Verdict.FEWEST_BLOCKS;
    int plenty = MOST;
    while (plenty - tooFew > 1) {
      int middle = (tooFew + plenty) / 2;
      if (enough.test(middle)) {
        plenty = middle;
      } else {
        tooFew = middle;
      }
    }
    return plenty;
  }
}
