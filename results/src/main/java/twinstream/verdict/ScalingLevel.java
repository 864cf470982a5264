package twinstream.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.TrialKind;

/// One transport with one number of nodes, over the blocks that count.
///
/// @param nodes from 1
/// @param trials those that count, by block
/// @param efficiency of each block that has it, in per cent; none for one node
public record ScalingLevel(
    String transport, int nodes, List<Result> trials, List<Double> efficiency) {

  public ScalingLevel {
    trials = List.copyOf(trials);
    efficiency = List.copyOf(efficiency);
  }

  /// By number of nodes, then by transport; empty where no ramp says its number of nodes.
  static List<ScalingLevel> of(List<Result> results) {
    var blocks = new Blocks(results);
    return results.stream()
        .filter(result -> TrialKind.of(result.parameters()) == TrialKind.RAMP)
        .map(result -> result.key().transport())
        .distinct()
        .filter(ScalingLevel::isLevel)
        .map(name ->
            new ScalingLevel(
                Pair.transportOf(name),
                Pair.nodesOf(name),
                List.copyOf(blocks.counting(name).values()),
                java.util.Arrays.stream(blocks.values(name, Metric.SCALING_EFFICIENCY))
                    .boxed()
                    .toList()))
        .sorted(Comparator.comparingInt(ScalingLevel::nodes).thenComparing(ScalingLevel::transport))
        .toList();
  }

  // Not a repeat, and not what a second observer saw.
  private static boolean isLevel(String name) {
    return Pair.nodesOf(name) > 0
        && name.equals(Pair.varied(Pair.transportOf(name), Pair.settingOf(name)));
  }

  /// Values of the trials that have the metric.
  public List<Double> values(Metric metric) {
    return trials.stream().flatMap(trial -> trial.value(metric).stream().boxed()).toList();
  }

  /// Mean efficiency with its 95 % interval, Student's t over blocks; nothing without a block.
  public Optional<Estimate> meanEfficiency() {
    double[] each = efficiency.stream().mapToDouble(Double::doubleValue).toArray();
    return each.length == 0
        ? Optional.empty()
        : Optional.of(each.length == 1 ? Estimate.of(each, 0) : Estimate.student(each));
  }
}
