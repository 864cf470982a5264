package twinstream.verdict;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import twinstream.result.Better;
import twinstream.result.Metric;
import twinstream.result.Scale;

/// A metric of one transport in two runs, before it is judged.
///
/// @param confirmatory whether it decides
/// @param askable whether both runs planned enough blocks for an answer
/// @param invalid why one of the runs must not be believed here
/// @param blockLength how long one more block of the base takes; zero where unknown
record ChangeQuestion(
    String scenario,
    String transport,
    Metric metric,
    TwoSamples samples,
    Estimate estimate,
    double margin,
    boolean confirmatory,
    boolean askable,
    Optional<String> invalid,
    Duration blockLength,
    double adjustedP) {

  static long seed(String scenario, String transport, Metric metric) {
    return Objects.hash(scenario, transport, metric.name());
  }

  ChangeQuestion withP(double adjusted) {
    return new ChangeQuestion(
        scenario,
        transport,
        metric,
        samples,
        estimate,
        margin,
        confirmatory,
        askable,
        invalid,
        blockLength,
        adjusted);
  }

  MetricChange judged() {
    return new MetricChange(
        scenario,
        transport,
        metric,
        samples.typicalBase(),
        samples.typicalFresh(),
        samples.paired(),
        estimate,
        margin,
        adjustedP,
        confirmatory,
        change());
  }

  private Change change() {
    if (invalid.isPresent()) {
      return new Change.Invalid(invalid.get());
    }
    if (samples.baseBlocks() == 0 || samples.freshBlocks() == 0) {
      return new Change.Inconclusive(
          Integer.MAX_VALUE, "one of the runs has no trial that counts and has the metric");
    }
    if (!samples.comparable()) {
      return new Change.Inconclusive(Integer.MAX_VALUE, "a value of zero or below allows no ratio");
    }
    double reach = metric.scale().marginEffect(margin);
    var reasons = new Reasons(estimate, reach, adjustedP, blockLength);
    if (Math.min(samples.baseBlocks(), samples.freshBlocks()) < Verdict.FEWEST_BLOCKS) {
      return inconclusive(reasons.tooFewBlocks());
    }
    boolean differs = !estimate.interval95().contains(0) && adjustedP <= Verdict.LEVEL;
    if (Equivalence.shown(estimate, reach)) {
      return new Change.Equivalent(differs);
    }
    if (!differs) {
      return inconclusive(reasons.undecided());
    }
    boolean worse = estimate.effect() > 0 == (metric.better() == Better.LOWER);
    return worse ? new Change.Regression() : new Change.Improvement();
  }

  private Change inconclusive(Verdict reason) {
    if (reason instanceof Verdict.Inconclusive(int more, String sentence)) {
      return new Change.Inconclusive(
          more, sentence + (more == Integer.MAX_VALUE ? "" : ", in each run"));
    }
    throw new IllegalStateException("a reason for no decision must be one, but is " + reason);
  }

  /// The margin of a comparison: `given` replaces that of a ratio, while a difference keeps its
  /// own, which is set by what people feel and clocks can carry.
  static double margin(Metric metric, double given) {
    return metric.scale() == Scale.RATIO && !Double.isNaN(given) ? given : metric.margin();
  }
}
