package twinstream.verdict;

import twinstream.result.Metric;
import twinstream.result.Pair;

/// One line of a report: a comparison, what it estimates and what it says.
///
/// @param comparison the blocks' values
/// @param estimate of the effect, second relative to first
/// @param adjustedP p-value after Holm over the confirmatory metrics of the run; as it is for
///   exploratory ones
/// @param level highest unadjusted p-value that would count if this were the only difference of the
///   run: 5 % divided by the number of questions of its family, 5 % for exploratory ones
/// @param confirmatory whether the metric was named before the run as one that decides
/// @param verdict what it says
public record MetricVerdict(
    Comparison comparison,
    Estimate estimate,
    double adjustedP,
    double level,
    boolean confirmatory,
    Verdict verdict) {

  public String scenario() {
    return comparison.scenario();
  }

  public Pair pair() {
    return comparison.pair();
  }

  public Metric metric() {
    return comparison.metric();
  }

  /// All of it in one plain sentence. Values are medians over blocks; ratio or difference is the
  /// mean of the paired blocks (of logarithms for a ratio) with its 95 % interval.
  public String sentence() {
    return new Wording(this).sentence();
  }

  /// Ratio or difference with its interval, as in `−0.10 ms [−0.30, +0.10]`.
  public String effect() {
    return new Wording(this).effect();
  }

  /// The verdict by itself, as in `equivalent within ±1.00 ms`.
  public String outcome() {
    return new Wording(this).outcome();
  }

  /// The verdict in a word or two for a column: `equivalent`, the better name with `better` (or
  /// `they differ` of two observers), `inconclusive`, `invalid`.
  public String word() {
    return switch (verdict) {
      case Verdict.Equivalent _ -> "equivalent";
      case Verdict.Better _ when pair().ofObservers() -> "they differ";
      case Verdict.Better(String name) -> name + " better";
      case Verdict.Inconclusive _ -> "inconclusive";
      case Verdict.Invalid _ -> "invalid";
    };
  }

  /// True when a transport differs from itself by an amount that is shown to lie inside the margin.
  public boolean harmlessSelfDifference() {
    return comparison.pair().selfCheck()
        && confirmatory
        && verdict instanceof Verdict.Equivalent(boolean differs)
        && differs;
  }

  /// The p-value of no difference, adjusted for a confirmatory metric, as in `0.046`.
  public String pValue() {
    return new Wording(this).pValue();
  }

  /// Smallest effect that the run would have seen in four of five cases after adjustment, as in
  /// `0.25 ms`.
  public String smallestVisible() {
    return new Wording(this).smallestVisible();
  }
}
