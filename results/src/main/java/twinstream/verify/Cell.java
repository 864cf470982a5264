package twinstream.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import twinstream.result.Metric;
import twinstream.result.Pair;

/// The trials of one scenario, block by block and attempt by attempt.
final class Cell {
  private final List<Trial> trials;
  private final TreeMap<Integer, TreeMap<Integer, List<Trial>>> blocks = new TreeMap<>();

  /// @param trials of one scenario
  Cell(List<Trial> trials) {
    this.trials = trials;
    for (var trial : trials) {
      blocks
          .computeIfAbsent(trial.key().block(), _ -> new TreeMap<>())
          .computeIfAbsent(trial.key().attempt(), _ -> new ArrayList<>())
          .add(trial);
    }
  }

  List<Trial> trials() {
    return trials;
  }

  /// Trials of the last attempt of each block that is whole and has no void trial of the crowd.
  List<List<Trial>> counting() {
    return blocks.values().stream().map(this::counting).filter(block -> !block.isEmpty()).toList();
  }

  // A void trial of Gatling's is left out, and leaves the others of its block alone.
  private List<Trial> counting(TreeMap<Integer, List<Trial>> attempts) {
    long names = trials.stream().map(trial -> trial.key().transport()).distinct().count();
    return attempts.descendingMap().values().stream()
        .filter(attempt -> attempt.size() == names)
        .filter(attempt ->
            attempt.stream()
                .allMatch(trial -> trial.valid() || Pair.isByGatling(trial.key().transport())))
        .findFirst()
        .map(attempt -> attempt.stream().filter(Trial::valid).toList())
        .orElse(List.of());
  }

  /// Blocks that count and have a trial of both.
  int counting(Pair pair) {
    return (int)
        counting().stream()
            .filter(block -> named(block, pair.first()).isPresent())
            .filter(block -> named(block, pair.second()).isPresent())
            .count();
  }

  /// Values of both in each block that counts, `[first, second]`.
  List<double[]> paired(Pair pair, Metric metric) {
    List<double[]> paired = new ArrayList<>();
    for (var block : counting()) {
      var first = value(block, pair.first(), metric);
      var second = value(block, pair.second(), metric);
      if (first.isPresent() && second.isPresent()) {
        paired.add(new double[] {first.getAsDouble(), second.getAsDouble()});
      }
    }
    return paired;
  }

  private static OptionalDouble value(List<Trial> block, String name, Metric metric) {
    if (metric == Metric.SCALING_EFFICIENCY) {
      return efficiency(block, name);
    }
    return named(block, name).map(trial -> trial.value(metric)).orElse(OptionalDouble.empty());
  }

  /// In per cent of as many single nodes of the same block; empty where one of the two has no
  /// figure.
  static OptionalDouble efficiency(List<Trial> block, String name) {
    int nodes = Pair.nodesOf(name);
    if (nodes <= 1) {
      return OptionalDouble.empty();
    }
    String single = name.replace("@nodes=" + nodes, "@nodes=1");
    double one = value(block, Pair.withoutRepeat(single), Metric.TOKENS_AT_SLO).orElse(0);
    OptionalDouble all = value(block, name, Metric.TOKENS_AT_SLO);
    return one > 0 && all.isPresent()
        ? OptionalDouble.of(all.getAsDouble() / nodes / one * 100)
        : OptionalDouble.empty();
  }

  private static Optional<Trial> named(List<Trial> trials, String name) {
    return trials.stream().filter(trial -> trial.key().transport().equals(name)).findFirst();
  }

  /// Void trials of a pair; where its sides are two transports, those of their repeats too.
  Voids voids(Pair pair) {
    var voids = new Voids(pair);
    for (var attempts : blocks.values()) {
      var all = attempts.values().stream().flatMap(List::stream).toList();
      voids.block(all, !counting(attempts).isEmpty());
    }
    return voids;
  }

  /// Median time that a block takes: its trials' starts lie one trial less apart.
  Duration blockLength() {
    var lengths =
        blocks.values().stream()
            .flatMap(attempts -> attempts.values().stream())
            .filter(attempt -> attempt.size() > 1)
            .map(Cell::length)
            .sorted()
            .toList();
    return lengths.isEmpty() ? Duration.ZERO : lengths.get(lengths.size() / 2);
  }

  private static Duration length(List<Trial> attempt) {
    Instant first = attempt.getFirst().stated().started();
    Instant last = first;
    for (var trial : attempt) {
      Instant started = trial.stated().started();
      first = started.isBefore(first) ? started : first;
      last = started.isAfter(last) ? started : last;
    }
    return Duration.between(first, last).multipliedBy(attempt.size()).dividedBy(attempt.size() - 1);
  }
}
