package twinstream.result;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/// What is read of trials with several servers, and of trials whose streams break or overload them.
final class FleetSensors {
  private static final long COMEBACKS_WITHIN_NANOS = 100_000_000;
  private static final double PER_THOUSAND = 1_000;
  private static final double PER_HUNDRED = 100;

  private FleetSensors() {}

  /// For a value that a block has, and no trial by itself.
  static Sensor none() {
    return _ -> Optional.empty();
  }

  /// Something at the knee of a ramp; nothing where that was not reached.
  static Sensor knee(ToDoubleFunction<Knee> value) {
    return seen ->
        Knee.of(seen).map(knee -> new Reading(value.applyAsDouble(knee), knee.seconds()));
  }

  /// Highest mean of tokens per second over three consecutive seconds.
  static Sensor peak() {
    return seen -> {
      var slices = seen.slices();
      return slices.size() < Knee.AVERAGED
          ? Optional.empty()
          : Optional.of(
              new Reading(
                  IntStream.range(Knee.AVERAGED - 1, slices.size())
                      .mapToDouble(i -> Knee.rate(slices, i))
                      .max()
                      .orElseThrow(),
                  slices.size()));
    };
  }

  /// Mean over the moments of the window with two nodes or more that were up.
  static Sensor imbalance() {
    return seen -> {
      double[] ratios =
          Balance.of(seen.fleet().moments()).stream()
              .filter(moment -> moment.inWindow(seen.windowNanos()) && moment.up() > 1)
              .mapToDouble(Balance::ratio)
              .toArray();
      return ratios.length == 0
          ? Optional.empty()
          : Optional.of(
              new Reading(java.util.Arrays.stream(ratios).average().orElseThrow(), ratios.length));
    };
  }

  /// Seconds from the first moment of the window at which more nodes are up than at the one before
  /// until all of them stay balanced.
  static Sensor balancedAfter() {
    return seen -> {
      var all = Balance.of(seen.fleet().moments());
      int joined = Balance.joined(all, seen.windowNanos());
      if (joined < 0) {
        return Optional.empty();
      }
      List<Balance> after =
          all.subList(joined, all.size()).stream()
              .filter(moment -> moment.inWindow(seen.windowNanos()))
              .toList();
      int settled =
          IntStream.range(0, after.size())
              .filter(i -> after.get(i).ratio() >= Balance.BALANCED)
              .map(i -> i + 1)
              .max()
              .orElse(0);
      return settled >= after.size()
          ? Optional.empty()
          : Optional.of(
              new Reading(
                  (after.get(settled).nanos() - after.getFirst().nanos()) / 1e9, after.size()));
    };
  }

  /// Share of the periods of the nodes' quotas in which they had to wait, in per cent.
  static Sensor throttledPeriods() {
    return seen -> {
      var usage = seen.fleet().usage();
      long periods = usage.stream().mapToLong(NodeUsage::periods).sum();
      long throttled = usage.stream().mapToLong(NodeUsage::throttledPeriods).sum();
      return share(PER_HUNDRED * throttled, periods, 1);
    };
  }

  /// Longest of the values of a distribution, in µs.
  static Sensor longest(Distribution of) {
    return seen -> {
      var values = seen.distributions().get(of);
      return values == null || values.getTotalCount() == 0
          ? Optional.empty()
          : Optional.of(new Reading(values.getMaxValue() / 1e3, values.getTotalCount()));
    };
  }

  /// Something that happened to replies, for each thousand of all replies.
  static Sensor perThousandReplies(ToLongFunction<Interruptions> what) {
    return seen ->
        share(
            PER_THOUSAND * what.applyAsLong(seen.interruptions()),
            seen.replies().size(),
            Sensor.SAMPLES_BEYOND);
  }

  /// Tokens that nobody could give any more, for each thousand that all replies asked for.
  static Sensor tokensLost() {
    return seen ->
        share(
            PER_THOUSAND * seen.interruptions().lostTokens(),
            seen.replies().stream().mapToLong(ReplyRow::asked).sum(),
            Sensor.FEWEST_TOKENS);
  }

  /// Streams that went on, in per cent of those that broke.
  static Sensor resumed() {
    return seen ->
        share(PER_HUNDRED * seen.interruptions().resumed(), seen.interruptions().cuts(), 1);
  }

  /// Most comebacks within any tenth of a second.
  static Sensor comebackPeak() {
    return seen -> {
      var times = seen.fleet().comebackNanos();
      int most = 0;
      int first = 0;
      for (int last = 0; last < times.size(); last++) {
        while (times.get(last) - times.get(first) >= COMEBACKS_WITHIN_NANOS) {
          first++;
        }
        most = Math.max(most, last - first + 1);
      }
      return most == 0 ? Optional.empty() : Optional.of(new Reading(most, times.size()));
    };
  }

  private static Optional<Reading> share(double part, long of, long fewest) {
    return of < fewest ? Optional.empty() : Optional.of(new Reading(part / of, of));
  }
}
