package twinstream.verdict;

import java.time.Duration;

/// Why blocks do not decide, how many more would, and how long those take.
///
/// @param estimate what the blocks say
/// @param margin half-width of the band of equivalence on the effect scale
/// @param adjustedP the estimate's p-value after Holm, or as it is for an exploratory metric
/// @param blockLength how long one more block takes; zero where unknown
record Reasons(Estimate estimate, double margin, double adjustedP, Duration blockLength) {
  private static final int SECONDS_PER_MINUTE = 60;

  Verdict tooFewBlocks() {
    int missing = Verdict.FEWEST_BLOCKS - estimate.blocks();
    int more = more();
    String advice =
        more == Integer.MAX_VALUE
            ? "; at least " + blocks(missing) + " would be needed"
            : advice(Math.max(more, missing));
    return new Verdict.Inconclusive(
        more == Integer.MAX_VALUE ? more : Math.max(more, missing),
        "a verdict needs " + Verdict.FEWEST_BLOCKS + " valid blocks" + advice);
  }

  Verdict undecided() {
    int more = more();
    return new Verdict.Inconclusive(more, why() + (more == Integer.MAX_VALUE ? "" : advice(more)));
  }

  private String why() {
    if (estimate.interval95().contains(0)) {
      return "the spread hides which it is";
    }
    // From twelve blocks on the interval is the bootstrap's and the test Student's.
    return estimate.pValue() <= Verdict.LEVEL
        ? "the difference does not outlast the adjustment for the number of questions"
        : "interval and test disagree on whether there is a difference";
  }

  /// At least one: what was run did not decide, whatever the formula says.
  private int more() {
    // What the other questions cost this one.
    double share = adjustedP > 0 ? Math.min(1, estimate.pValue() / adjustedP) : 1;
    int needed = BlocksNeeded.toDecide(estimate, margin, Verdict.LEVEL * share);
    return needed == Integer.MAX_VALUE ? needed : Math.max(1, needed - estimate.blocks());
  }

  private String advice(int more) {
    return "; about " + blocks(more) + " would decide";
  }

  private String blocks(int more) {
    return "%d more %s%s".formatted(more, more == 1 ? "block" : "blocks", time(more));
  }

  private String time(int more) {
    long seconds = blockLength.multipliedBy(more).toSeconds();
    if (seconds == 0) {
      return "";
    }
    return seconds < 2 * SECONDS_PER_MINUTE
        ? " (" + seconds + " s)"
        : " (" + Math.ceilDiv(seconds, SECONDS_PER_MINUTE) + " min)";
  }
}
