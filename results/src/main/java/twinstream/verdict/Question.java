package twinstream.verdict;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;

/// A comparison before it is judged: its p-value still has to be held against those of the other
/// questions.
///
/// @param decidable whether enough blocks were planned for a verdict
/// @param parity what is broken between the two sides; empty when nothing is
/// @param level as in [MetricVerdict]
record Question(
    Comparison comparison,
    Estimate estimate,
    boolean confirmatory,
    boolean decidable,
    Optional<String> parity,
    VoidTally voids,
    Duration blockLength,
    double adjustedP,
    double level) {

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
        scenario.confirmatory().contains(metric) && !pair.ofObservers(),
        scenario.blocks() >= Verdict.FEWEST_BLOCKS,
        blocks.parity(pair),
        blocks.voids(pair),
        blocks.length(),
        estimate.pValue(),
        Verdict.LEVEL);
  }

  Pair pair() {
    return comparison.pair();
  }

  Question adjusted(double p, int questions) {
    return new Question(
        comparison,
        estimate,
        confirmatory,
        decidable,
        parity,
        voids,
        blockLength,
        p,
        Verdict.LEVEL / questions);
  }

  MetricVerdict judged() {
    return new MetricVerdict(comparison, estimate, adjustedP, level, confirmatory, verdict());
  }

  private Verdict verdict() {
    return parity.isPresent()
        ? new Verdict.Invalid(parity.get())
        : Verdict.of(comparison, estimate, adjustedP, voids, blockLength);
  }
}
