package twinstream.verdict;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import twinstream.result.Metric;
import twinstream.result.Result;
import twinstream.result.RunManifest;
import twinstream.result.Scale;

/// Runs whose truth is known. Each trial strays by itself, and all trials of a block share its
/// mood, so a block's effect is the true one plus the noise of two trials. Both sides have the same
/// noise; the spread of the effects is [#SPREAD] of the margin, so large that nothing looks
/// equivalent by chance.
final class MadeUpRuns {
  static final List<Metric> METRICS =
      List.of(
          Metric.SERVER_CPU_PER_TOKEN,
          Metric.BYTES_PER_TOKEN,
          Metric.LATENESS_P50,
          Metric.LATENESS_P99);

  /// Of the block effects, in margins.
  static final double SPREAD = 2;

  private final Noise noise;
  private final int blocks;
  private final UniformRandomProvider random;

  MadeUpRuns(Noise noise, int blocks, long seed) {
    this.noise = noise;
    this.blocks = blocks;
    random = RandomSource.XO_SHI_RO_256_PP.create(seed);
  }

  static RunManifest manifest(int blocks) {
    return Trials.manifest(blocks, METRICS, Trials.PAIR);
  }

  /// Standard deviation of a metric's block effects.
  static double spread(Metric metric) {
    return SPREAD * margin(metric);
  }

  static double margin(Metric metric) {
    return metric.scale().marginEffect(metric.margin());
  }

  /// @param spreads true effects in multiples of the spread; 0 for those that are not named
  List<Result> next(Map<Metric, Double> spreads) {
    List<Result> results = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      double mood = Noise.normal(random);
      results.add(Trials.valid("left", block, values(mood, Map.of())));
      results.add(Trials.valid("right", block, values(mood, spreads)));
    }
    return results;
  }

  private Map<Metric, Double> values(double mood, Map<Metric, Double> spreads) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (var metric : METRICS) {
      double own = spreads.getOrDefault(metric, 0.0) + noise.draw(random) / Math.sqrt(2);
      double strays = spread(metric) * (own + mood);
      values.put(metric, metric.scale() == Scale.RATIO ? 50 * Math.exp(strays) : 5_000 + strays);
    }
    return values;
  }
}
