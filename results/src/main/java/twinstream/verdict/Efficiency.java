package twinstream.verdict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;
import twinstream.result.ScenarioSummary;

/// How much of what one node does each of several does, within one block: throughput at SLO of N
/// nodes over N times that of one. Both trials share workload, seed and the hour of the day.
final class Efficiency {
  /// What it is made of.
  static final Metric OF = Metric.TOKENS_AT_SLO;

  private static final double PER_HUNDRED = 100;

  private Efficiency() {}

  /// True for trials of several nodes in a scenario that also tries one, the yardstick.
  static boolean isAsked(ScenarioSummary scenario, Pair pair) {
    return nodes(pair).anyMatch(count -> count > 1)
        && scenario.pairs().stream().flatMapToInt(Efficiency::nodes).anyMatch(count -> count == 1);
  }

  private static IntStream nodes(Pair pair) {
    return IntStream.of(Pair.nodesOf(pair.first()), Pair.nodesOf(pair.second()));
  }

  /// In per cent; nothing where one of the two trials has no figure, or one node none above 0.
  ///
  /// @param block its trials
  /// @param name of the trial of several nodes
  static Optional<Double> of(List<Result> block, String name) {
    int nodes = Pair.nodesOf(name);
    if (nodes < 2) {
      return Optional.empty();
    }
    OptionalDouble several = throughput(block, name);
    OptionalDouble one = throughput(block, Pair.varied(Pair.transportOf(name), Pair.NODES + 1));
    return several.isEmpty() || one.isEmpty() || one.getAsDouble() <= 0
        ? Optional.empty()
        : Optional.of(PER_HUNDRED * several.getAsDouble() / (nodes * one.getAsDouble()));
  }

  private static OptionalDouble throughput(List<Result> block, String name) {
    return block.stream()
        .filter(trial -> trial.key().transport().equals(name))
        .flatMapToDouble(trial -> trial.value(OF).stream())
        .findFirst();
  }
}
