package twinstream.verdict;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import twinstream.result.Metric;
import twinstream.result.Result;

/// Values of one metric of one transport in the blocks of two runs. Where six blocks or more, or
/// all there are, have the same number and the same seed in both, and so the same workload, they
/// are compared in pairs; else the runs are two independent samples.
final class TwoSamples {
  private final Metric metric;
  private final double[] base;
  private final double[] fresh;
  private final boolean paired;

  private TwoSamples(Metric metric, double[] base, double[] fresh, boolean paired) {
    this.metric = metric;
    this.base = base;
    this.fresh = fresh;
    this.paired = paired;
  }

  /// @param base trials that count, by block
  /// @param fresh those of the other run
  static TwoSamples of(Metric metric, Map<Integer, Result> base, Map<Integer, Result> fresh) {
    var ofBase = having(metric, base);
    var ofFresh = having(metric, fresh);
    var common = new TreeMap<>(ofBase);
    common.entrySet().removeIf(block -> !sameSeed(block.getValue(), ofFresh.get(block.getKey())));
    boolean all = common.size() == ofBase.size() && common.size() == ofFresh.size();
    boolean paired = all || common.size() >= Verdict.FEWEST_BLOCKS;
    if (paired) {
      ofBase.keySet().retainAll(common.keySet());
      ofFresh.keySet().retainAll(common.keySet());
    }
    return new TwoSamples(metric, values(metric, ofBase), values(metric, ofFresh), paired);
  }

  /// How the new run differs from the base, on the metric's scale; without an effect when a ratio
  /// has a value of zero or below, or one run has no value.
  Estimate estimate(long seed) {
    if (base.length == 0 || fresh.length == 0 || !comparable()) {
      return Estimate.of(new double[0], seed);
    }
    if (!paired) {
      return Welch.of(scaled(base), scaled(fresh));
    }
    double[] effects = new double[base.length];
    for (int i = 0; i < effects.length; i++) {
      effects[i] = metric.scale().effect(base[i], fresh[i]);
    }
    return Estimate.of(effects, seed);
  }

  /// False when a ratio would divide by zero or below.
  boolean comparable() {
    return finite(scaled(base)) && finite(scaled(fresh));
  }

  boolean paired() {
    return paired;
  }

  /// How many blocks of the base have the metric.
  int baseBlocks() {
    return base.length;
  }

  int freshBlocks() {
    return fresh.length;
  }

  double typicalBase() {
    return median(base);
  }

  double typicalFresh() {
    return median(fresh);
  }

  /// An effect of two values is the difference of their effects against one and the same value: 1
  /// for a ratio, 0 for a difference.
  private double[] scaled(double[] values) {
    double neutral =
        switch (metric.scale()) {
          case RATIO -> 1;
          case DIFFERENCE -> 0;
        };
    return Arrays.stream(values).map(value -> metric.scale().effect(neutral, value)).toArray();
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private static boolean sameSeed(Result one, @org.jspecify.annotations.Nullable Result other) {
    return other != null && one.key().seed() == other.key().seed();
  }

  private static TreeMap<Integer, Result> having(Metric metric, Map<Integer, Result> trials) {
    var having = new TreeMap<>(trials);
    having.values().removeIf(result -> result.value(metric).isEmpty());
    return having;
  }

  private static double[] values(Metric metric, Map<Integer, Result> trials) {
    return trials.values().stream()
        .mapToDouble(result -> result.value(metric).orElseThrow())
        .toArray();
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
