package twinstream.verdict;

import java.util.Locale;
import twinstream.result.Microbenchmark;
import twinstream.result.Scale;

/// What became of one microbenchmark between two files of results.
///
/// @param estimate ratio of the scores, new relative to base, as a logarithm
/// @param margin up to which share a change of time counts as none
/// @param change what it says of the time
public record MicroChange(
    Microbenchmark base,
    Microbenchmark fresh,
    Estimate estimate,
    double margin,
    MicroChange.Kind change) {
  /// What can be said of a time.
  public enum Kind {
    SLOWER,
    FASTER,
    EQUIVALENT,
    INCONCLUSIVE
  }

  private static final double SAME_BYTES = 1;
  // What the JVM and the profiler allocate beside, which falls to the operations of the time.
  private static final double BESIDE_BYTES_PER_NANO = 0.002;

  /// One that is not judged yet.
  record Asked(Microbenchmark base, Microbenchmark fresh, Estimate estimate) {
    /// @param adjustedP p-value among all that are asked
    MicroChange judged(double adjustedP, double margin) {
      return new MicroChange(base, fresh, estimate, margin, kind(adjustedP, margin));
    }

    private Kind kind(double adjustedP, double margin) {
      if (Equivalence.shown(estimate, Scale.RATIO.marginEffect(margin))) {
        return Kind.EQUIVALENT;
      }
      if (estimate.interval95().contains(0) || adjustedP > Verdict.LEVEL) {
        return Kind.INCONCLUSIVE;
      }
      return estimate.effect() > 0 ? Kind.SLOWER : Kind.FASTER;
    }
  }

  /// Both scores in the unit of both.
  public String values() {
    var amount = Amount.forValuesUpTo(Math.max(base.score(), fresh.score()), base.unit());
    return amount.number(base.score()) + " → " + amount.withUnit(fresh.score());
  }

  /// The ratio with its 95 % interval, as in `1.08 [1.02, 1.15]`.
  public String effect() {
    var interval = estimate.interval95();
    double ratio = Math.exp(estimate.effect());
    return interval.bounded()
        ? String.format(
            Locale.ROOT,
            "%.2f [%.2f, %.2f]",
            ratio,
            Math.exp(interval.low()),
            Math.exp(interval.high()))
        : String.format(Locale.ROOT, "%.2f [no interval]", ratio);
  }

  /// True when an operation allocates more than before, by a byte or more, and by more than the 2 B
  /// a microsecond that may come from elsewhere. It does not depend on the machine's speed.
  public boolean allocatesMore() {
    double beside = BESIDE_BYTES_PER_NANO * Math.max(base.score(), fresh.score());
    return fresh.allocatedBytes() - base.allocatedBytes() >= SAME_BYTES + beside;
  }

  /// True when it got worse, in time or in allocation.
  public boolean worse() {
    return change == Kind.SLOWER || allocatesMore();
  }
}
