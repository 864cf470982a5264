package twinstream.verdict;

import java.time.Duration;

/// Why blocks do not decide, how many more would, and how long those take.
final class Reasons {
  private static final int SECONDS_PER_MINUTE = 60;

  private Reasons() {}

  static Verdict tooFewBlocks(Estimate estimate, double margin, Duration blockLength) {
    int more = Math.max(more(estimate, margin), Verdict.FEWEST_BLOCKS - estimate.blocks());
    return new Verdict.Inconclusive(
        more,
        "a verdict needs " + Verdict.FEWEST_BLOCKS + " valid blocks" + advice(more, blockLength));
  }

  static Verdict undecided(
      Estimate estimate, double margin, boolean differs, Duration blockLength) {
    int more = more(estimate, margin);
    String why =
        differs
            ? "the difference does not outlast the adjustment for the number of questions"
            : "the spread hides which it is";
    return new Verdict.Inconclusive(more, why + advice(more, blockLength));
  }

  /// At least one: what was run did not decide, whatever the formula says.
  private static int more(Estimate estimate, double margin) {
    int needed = BlocksNeeded.toDecide(estimate, margin);
    return needed == Integer.MAX_VALUE ? needed : Math.max(1, needed - estimate.blocks());
  }

  private static String advice(int more, Duration blockLength) {
    return more == Integer.MAX_VALUE
        ? ""
        : "; about %d more %s%s would decide"
            .formatted(more, more == 1 ? "block" : "blocks", time(more, blockLength));
  }

  private static String time(int more, Duration blockLength) {
    long seconds = blockLength.multipliedBy(more).toSeconds();
    if (seconds == 0) {
      return "";
    }
    return seconds < 2 * SECONDS_PER_MINUTE
        ? " (" + seconds + " s)"
        : " (" + Math.ceilDiv(seconds, SECONDS_PER_MINUTE) + " min)";
  }
}
