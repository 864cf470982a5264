package twinstream.verdict;

/// What a comparison of two runs says about one metric of one transport. Precedence as for
/// [Verdict]: a cell that is invalid says nothing; fewer than six blocks decide nothing; then
/// equivalence before a difference.
public sealed interface Change {

  /// The change is shown to be inside the margin.
  ///
  /// @param differs whether there is one after adjustment all the same
  record Equivalent(boolean differs) implements Change {}

  /// The new run is worse.
  record Regression() implements Change {}

  /// The new run is better.
  record Improvement() implements Change {}

  /// The blocks do not decide.
  ///
  /// @param blocksNeeded more blocks of each run that would decide at 80 % power;
  ///   [Integer#MAX_VALUE] when no number that can be run
  /// @param sentence why, for people
  record Inconclusive(int blocksNeeded, String sentence) implements Change {}

  /// One of the runs must not be believed here.
  ///
  /// @param sentence why, for people
  record Invalid(String sentence) implements Change {}

  /// In one word, for a column.
  default String word() {
    return switch (this) {
      case Equivalent _ -> "equivalent";
      case Regression _ -> "regression";
      case Improvement _ -> "improvement";
      case Inconclusive _ -> "inconclusive";
      case Invalid _ -> "invalid";
    };
  }
}
