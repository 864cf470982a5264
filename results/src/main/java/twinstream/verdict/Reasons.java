package twinstream.verdict;

/// Why blocks do not decide, and how many more would.
final class Reasons {
  private Reasons() {}

  static Verdict tooFewBlocks(Estimate estimate, double margin) {
    int more = Math.max(more(estimate, margin), Verdict.FEWEST_BLOCKS - estimate.blocks());
    return new Verdict.Inconclusive(
        more, "a verdict needs " + Verdict.FEWEST_BLOCKS + " valid blocks" + advice(more));
  }

  static Verdict undecided(Estimate estimate, double margin, boolean differs) {
    int more = more(estimate, margin);
    String why =
        differs
            ? "the difference does not outlast the adjustment for the number of questions"
            : "the spread hides which it is";
    return new Verdict.Inconclusive(more, why + advice(more));
  }

  /// At least one: what was run did not decide, whatever the formula says.
  private static int more(Estimate estimate, double margin) {
    int needed = BlocksNeeded.toDecide(estimate, margin);
    return needed == Integer.MAX_VALUE ? needed : Math.max(1, needed - estimate.blocks());
  }

  private static String advice(int more) {
    return more == Integer.MAX_VALUE
        ? ""
        : "; about " + more + (more == 1 ? " more block" : " more blocks") + " would decide";
  }
}
