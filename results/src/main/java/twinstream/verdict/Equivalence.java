package twinstream.verdict;

/// Two one-sided tests at 5 % (Schuirmann 1987): the effect is shown to be smaller than the margin
/// when the 90 % interval lies inside it. That is the wish to be shown, not the lack of a
/// difference.
final class Equivalence {
  private Equivalence() {}

  /// @param margin half-width of the band on the effect scale
  static boolean shown(Estimate estimate, double margin) {
    return estimate.interval90().inside(margin);
  }
}
