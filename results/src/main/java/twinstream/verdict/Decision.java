package twinstream.verdict;

/// What an estimate decides by itself, from six blocks on.
enum Decision {
  /// The effect is shown to lie inside the margin.
  EQUIVALENT,
  /// So it is, and is none the less not zero.
  INSIDE_BUT_NOT_ZERO,
  /// Second is higher than first.
  HIGHER,
  /// Second is lower than first.
  LOWER,
  OPEN;

  /// @param margin half-width of the band of equivalence on the effect scale
  /// @param adjustedP the estimate's p-value after Holm, or as it is for an exploratory metric
  static Decision of(Estimate estimate, double margin, double adjustedP) {
    boolean differs = !estimate.interval95().contains(0) && adjustedP <= Verdict.LEVEL;
    if (Equivalence.shown(estimate, margin)) {
      return differs ? INSIDE_BUT_NOT_ZERO : EQUIVALENT;
    }
    if (!differs) {
      return OPEN;
    }
    return estimate.effect() > 0 ? HIGHER : LOWER;
  }
}
