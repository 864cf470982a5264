package twinstream.verdict;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import twinstream.result.Metric;

/// How often a run would decide: played 2,000 times with normal effects through the estimate and
/// the decision that a real run gets. Holm is taken at its strictest, as for the one true
/// difference among all questions. Effects and spreads are on the metric's effect scale
/// ([twinstream.result.Scale]).
public final class Power {
  private static final int DRAWS = 2_000;
  private static final long SEED = 1_908;

  /// From here on the bootstrap agrees with Student's t on normal effects, and would take seconds.
  private static final int ALIKE_FROM = 25;

  private static final int HALVINGS = 30;

  private final int questions;
  private final List<Estimate> draws;

  private Power(int questions, List<Estimate> draws) {
    this.questions = questions;
    this.draws = draws;
  }

  /// @param blocks six or more: fewer decide nothing
  /// @param questions confirmatory comparisons of the whole run, this one included
  public static Power of(int blocks, int questions) {
    if (blocks < Verdict.FEWEST_BLOCKS || questions < 1) {
      throw new IllegalArgumentException(
          "power needs at least %d blocks and 1 question, but has %d and %d"
              .formatted(Verdict.FEWEST_BLOCKS, blocks, questions));
    }
    var random = RandomSource.XO_SHI_RO_256_PP.create(SEED);
    var normal = NormalDistribution.of(0, 1).createSampler(random);
    List<double[]> effects =
        Stream.generate(() -> DoubleStream.generate(normal::sample).limit(blocks).toArray())
            .limit(DRAWS)
            .toList();
    // Each has its own seed, so the cores may share them.
    List<Estimate> draws =
        IntStream.range(0, DRAWS)
            .parallel()
            .mapToObj(draw -> estimate(effects.get(draw), draw))
            .toList();
    return new Power(questions, draws);
  }

  private static Estimate estimate(double[] effects, long seed) {
    return effects.length < ALIKE_FROM ? Estimate.of(effects, seed) : Estimate.student(effects);
  }

  /// Chance of `equivalent`, whether or not it says that the effect is not zero, when there is no
  /// difference.
  ///
  /// @param spread standard deviation of the blocks' effects
  public double equivalent(Metric metric, double spread) {
    return share(metric, spread, 0, Decision.EQUIVALENT)
        + share(metric, spread, 0, Decision.INSIDE_BUT_NOT_ZERO);
  }

  /// Chance that a difference is found, on its right side and not as one inside the margin.
  ///
  /// @param effect the true one, above 0
  public double found(Metric metric, double spread, double effect) {
    return share(metric, spread, effect, Decision.HIGHER);
  }

  /// Smallest effect that is found in four of five runs. About the margin, where the spread is so
  /// small that what lies inside is shown to be equivalent.
  public double smallestFound(Metric metric, double spread) {
    double high = margin(metric) + spread;
    while (!StudentPower.often(found(metric, spread, high))) {
      high *= 2;
    }
    double low = 0;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (StudentPower.often(found(metric, spread, middle))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /// Blocks that find a difference of the size of the margin in four of five runs, at least six;
  /// [Integer#MAX_VALUE] when over a thousand.
  public int blocksToFindMargin(Metric metric, double spread) {
    return spread == 0
        ? Verdict.FEWEST_BLOCKS
        : BlocksNeeded.toFind(margin(metric) / spread, Verdict.LEVEL / questions);
  }

  private double share(Metric metric, double spread, double effect, Decision wanted) {
    double margin = margin(metric);
    long count =
        draws.stream()
            .map(draw -> draw.changed(spread, effect))
            .filter(
                draw -> Decision.of(draw, margin, Math.min(1, questions * draw.pValue())) == wanted)
            .count();
    return count / (double) draws.size();
  }

  private static double margin(Metric metric) {
    return metric.scale().marginEffect(metric.margin());
  }
}
