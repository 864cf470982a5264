package twinstream.verdict;

import java.time.Duration;
import java.util.Objects;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;

/// A comparison before it is judged: its p-value still has to be held against those of the other
/// questions.
record Question(
    Comparison comparison,
    Estimate estimate,
    boolean confirmatory,
    VoidTally voids,
    Duration blockLength,
    double adjustedP) {

  static Question of(ScenarioSummary scenario, Pair pair, Metric metric, Blocks blocks, long seed) {
    var comparison =
        new Comparison(
            scenario.name(), pair, metric, blocks.paired(pair, metric), blocks.counting(pair));
    long own = seed ^ Objects.hash(scenario.name(), pair.first(), pair.second(), metric.name());
    double[] effects = comparison.hasEffects() ? comparison.effects() : new double[0];
    var estimate = Estimate.of(effects, own);
    return new Question(
        comparison,
        estimate,
        scenario.confirmatory().contains(metric),
        blocks.voids(pair),
        blocks.length(),
        estimate.pValue());
  }

  Pair pair() {
    return comparison.pair();
  }

  Question withP(double adjusted) {
    return new Question(comparison, estimate, confirmatory, voids, blockLength, adjusted);
  }

  MetricVerdict judged() {
    return new MetricVerdict(
        comparison,
        estimate,
        adjustedP,
        confirmatory,
        Verdict.of(comparison, estimate, adjustedP, voids, blockLength));
  }
}
