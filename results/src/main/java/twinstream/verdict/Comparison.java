package twinstream.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import twinstream.result.Metric;
import twinstream.result.Pair;

/// First against second in one metric of one scenario, block by block. The effect is second
/// relative to first.
///
/// @param scenario name of the scenario
/// @param pair what is compared
/// @param metric in what
/// @param blocks those in which both trials count and have the metric, by number
/// @param counting how many blocks have two trials that count, with the metric or without
public record Comparison(
    String scenario, Pair pair, Metric metric, List<PairedBlock> blocks, int counting) {

  public Comparison {
    blocks = List.copyOf(blocks);
  }

  /// Effect of each block on the metric's scale.
  public double[] effects() {
    return blocks.stream()
        .mapToDouble(block -> metric.scale().effect(block.first(), block.second()))
        .toArray();
  }

  /// Blocks that count in which the window of a trial ended before what is measured came. The
  /// others are the faster ones, and say nothing by themselves.
  int outlasted() {
    return metric.mayOutlastTheWindow() ? counting - blocks.size() : 0;
  }

  /// False when a ratio would divide by zero or below, as a memory slope lost in noise can.
  boolean hasEffects() {
    return Arrays.stream(effects()).allMatch(Double::isFinite);
  }

  /// Median over blocks of the first transport's values: what a typical trial showed, not an
  /// average of percentiles.
  public double typicalFirst() {
    return median(PairedBlock::first);
  }

  /// Median over blocks of the second transport's values.
  public double typicalSecond() {
    return median(PairedBlock::second);
  }

  private double median(ToDoubleFunction<PairedBlock> side) {
    double[] sorted = blocks.stream().mapToDouble(side).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
