package twinstream.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import twinstream.result.Metric;
import twinstream.result.Pair;
import twinstream.result.Result;

/// The trials of one scenario by block. Of a block the last attempt counts in which no trial of any
/// transport is void: a void trial voids its block, which is run again whole. A void trial of
/// Gatling's costs nobody but itself: the second observer must not take the first one's blocks.
final class Blocks {
  private final Map<Integer, Map<Integer, List<Result>>> attemptsByBlock = new TreeMap<>();
  // The same for each metric that is asked for.
  private final Map<Pair, Optional<String>> parities = new HashMap<>();
  private final long transports;

  /// @param results of one scenario
  Blocks(List<Result> results) {
    transports = results.stream().map(result -> result.key().transport()).distinct().count();
    for (var result : results) {
      attemptsByBlock
          .computeIfAbsent(result.key().block(), block -> new TreeMap<>())
          .computeIfAbsent(result.key().attempt(), attempt -> new ArrayList<>())
          .add(result);
    }
  }

  /// Ids of the trials that count.
  Stream<String> countingIds() {
    return attemptsByBlock.values().stream()
        .flatMap(attempts -> counting(attempts).stream())
        .map(result -> result.key().id());
  }

  /// How many blocks have a trial of both transports that counts.
  int counting(Pair pair) {
    return (int)
        attemptsByBlock.values().stream()
            .map(this::counting)
            .filter(trials -> has(trials, pair.first()) && has(trials, pair.second()))
            .count();
  }

  /// The blocks in which both transports count and have the metric.
  List<PairedBlock> paired(Pair pair, Metric metric) {
    List<PairedBlock> paired = new ArrayList<>();
    attemptsByBlock.forEach((block, attempts) -> {
      var counting = counting(attempts);
      var first = value(counting, pair.first(), metric);
      var second = value(counting, pair.second(), metric);
      if (first.isPresent() && second.isPresent()) {
        paired.add(new PairedBlock(block, first.get(), second.get()));
      }
    });
    return paired;
  }

  /// What the trials of a name that count have of a metric, block by block.
  double[] values(String transport, Metric metric) {
    return attemptsByBlock.values().stream()
        .flatMap(attempts -> value(counting(attempts), transport, metric).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /// The trials of one transport that count, by block.
  Map<Integer, Result> counting(String transport) {
    Map<Integer, Result> trials = new TreeMap<>();
    attemptsByBlock.forEach((block, attempts) ->
        counting(attempts).stream()
            .filter(result -> result.key().transport().equals(transport))
            .forEach(result -> trials.put(block, result)));
    return trials;
  }

  /// Why the cell of a pair is invalid; empty when it is not.
  Optional<String> problem(Pair pair) {
    return parity(pair).or(() -> voids(pair).problem());
  }

  /// In what the two sides were set otherwise than their transports must be.
  Optional<String> parity(Pair pair) {
    return parities.computeIfAbsent(
        pair,
        _ ->
            Parity.problem(
                pair,
                attemptsByBlock.values().stream()
                    .flatMap(attempts -> attempts.values().stream())
                    .flatMap(List::stream)
                    .toList()));
  }

  /// Void trials of a pair. Those of a transport's repeat are the transport's, too: they void the
  /// same blocks.
  VoidTally voids(Pair pair) {
    int first = 0;
    int second = 0;
    int blocks = 0;
    int voidBlocks = 0;
    int lostBlocks = 0;
    for (var block : attemptsByBlock.entrySet()) {
      var trials = block.getValue().values().stream().flatMap(List::stream).toList();
      int firstVoids = voidsOf(trials, pair, pair.first());
      int secondVoids = voidsOf(trials, pair, pair.second());
      first += firstVoids;
      second += secondVoids;
      blocks += has(trials, pair.first()) || has(trials, pair.second()) ? 1 : 0;
      if (firstVoids + secondVoids > 0) {
        voidBlocks++;
        lostBlocks += counting(block.getValue()).isEmpty() ? 1 : 0;
      }
    }
    return new VoidTally(
        pair.first(), pair.second(), blocks, voidBlocks, lostBlocks, first, second);
  }

  /// How long a block takes, from the starts of its trials: median over the attempts; zero where no
  /// attempt has two trials.
  Duration length() {
    var lengths =
        attemptsByBlock.values().stream()
            .flatMap(attempts -> attempts.values().stream())
            .filter(trials -> trials.size() > 1)
            .map(Blocks::length)
            .sorted()
            .toList();
    return lengths.isEmpty() ? Duration.ZERO : lengths.get(lengths.size() / 2);
  }

  /// The starts span all trials of a block but the last.
  private static Duration length(List<Result> trials) {
    var starts = trials.stream().map(Result::started).sorted().toList();
    return Duration.between(starts.getFirst(), starts.getLast())
        .multipliedBy(trials.size())
        .dividedBy(trials.size() - 1);
  }

  /// An attempt that was interrupted lacks a transport, and so says nothing yet.
  private List<Result> counting(Map<Integer, List<Result>> attempts) {
    List<Result> counting = List.of();
    for (var attempt : attempts.values()) {
      if (attempt.size() == transports && attempt.stream().allMatch(Blocks::spoilsNothing)) {
        counting = attempt.stream().filter(Result::valid).toList();
      }
    }
    return counting;
  }

  private static boolean spoilsNothing(Result trial) {
    return trial.valid() || Pair.isByGatling(trial.key().transport());
  }

  private static Optional<Double> value(List<Result> trials, String transport, Metric metric) {
    if (metric == Metric.SCALING_EFFICIENCY) {
      return Efficiency.of(trials, transport);
    }
    return trials.stream()
        .filter(result -> result.key().transport().equals(transport))
        .flatMap(result -> result.value(metric).stream().boxed())
        .findFirst();
  }

  private static int voidsOf(List<Result> trials, Pair pair, String side) {
    return (int)
        trials.stream()
            .filter(result -> !result.valid())
            .map(result -> result.key().transport())
            .map(name -> pair.selfCheck() ? name : Pair.withoutRepeat(name))
            .filter(side::equals)
            .count();
  }

  private static boolean has(List<Result> trials, String transport) {
    return trials.stream().anyMatch(result -> result.key().transport().equals(transport));
  }
}
