package twinstream.verdict;

/// A verdict of a run, and what the same question got when the run was repeated.
///
/// @param claimed of the first run
/// @param again of the repetition
public record Claim(MetricVerdict claimed, MetricVerdict again) {

  /// How well a claim stood.
  public enum Standing {
    /// Both runs decide, agree, and their intervals overlap.
    REPRODUCED("reproduced"),
    /// The intervals overlap and no winner is contradicted, but the verdicts are not the same, or
    /// one of the runs does not decide.
    COMPATIBLE("compatible"),
    /// The intervals do not overlap, or each run has another winner.
    NOT_REPRODUCED("not reproduced"),
    /// One of the cells is invalid and says nothing.
    NOT_COMPARABLE("not comparable");

    private final String word;

    Standing(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// Which sides the two runs take.
  public enum Direction {
    SAME("the same side"),
    OPPOSITE("opposite sides"),
    OPEN("no two sides: one of the runs is equivalent or undecided");

    private final String words;

    Direction(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// True when the 95 % intervals have a value in common; an unbounded one has one with every
  /// other.
  public boolean overlap() {
    var one = claimed.estimate().interval95();
    var other = again.estimate().interval95();
    return one.low() <= other.high() && other.low() <= one.high();
  }

  public Direction direction() {
    if (claimed.verdict() instanceof Verdict.Better(String one)
        && again.verdict() instanceof Verdict.Better(String other)) {
      return one.equals(other) ? Direction.SAME : Direction.OPPOSITE;
    }
    return Direction.OPEN;
  }

  public Standing standing() {
    if (claimed.verdict() instanceof Verdict.Invalid
        || again.verdict() instanceof Verdict.Invalid) {
      return Standing.NOT_COMPARABLE;
    }
    if (!overlap() || direction() == Direction.OPPOSITE) {
      return Standing.NOT_REPRODUCED;
    }
    boolean agree =
        direction() == Direction.SAME
            || claimed.verdict() instanceof Verdict.Equivalent
                && again.verdict() instanceof Verdict.Equivalent;
    return agree ? Standing.REPRODUCED : Standing.COMPATIBLE;
  }
}
