package twinstream.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import twinstream.result.Microbenchmark;
import twinstream.result.Microbenchmarks;

/// Two files of microbenchmarks, benchmark by benchmark.
///
/// @param lines those that are in both
/// @param refused why others are not compared, in sentences
public record MicroComparison(List<MicroChange> lines, List<String> refused) {
  private static final String LESS_IS_BETTER = "avgt";
  private static final String ONCE = "ss";

  public MicroComparison {
    lines = List.copyOf(lines);
    refused = List.copyOf(refused);
  }

  /// All but the canaries, and what JMH times only once, which is no time to be compared.
  ///
  /// @param margin up to which share a change of time counts as none
  public static MicroComparison of(Microbenchmarks base, Microbenchmarks fresh, double margin) {
    return of(comparable(base), comparable(fresh), margin);
  }

  private static List<Microbenchmark> comparable(Microbenchmarks results) {
    return results.all().stream()
        .filter(one -> !Canaries.contains(one) && !one.mode().equals(ONCE))
        .toList();
  }

  private static MicroComparison of(
      List<Microbenchmark> base, List<Microbenchmark> fresh, double margin) {
    List<MicroChange.Asked> asked = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Microbenchmark before : base) {
      Optional<Microbenchmark> after =
          fresh.stream().filter(one -> one.title().equals(before.title())).findFirst();
      if (after.isEmpty()) {
        refused.add(before.title() + " is in BASE alone");
      } else if (!alike(before, after.get())) {
        refused.add(
            "%s was measured as %s in BASE and as %s in NEW; both must be avgt, in one unit, by as many JVMs and iterations"
                .formatted(before.title(), how(before), how(after.get())));
      } else {
        asked.add(
            new MicroChange.Asked(
                before, after.get(), Welch.of(samples(before), samples(after.get()))));
      }
    }
    fresh.stream()
        .filter(after -> base.stream().noneMatch(one -> one.title().equals(after.title())))
        .forEach(after -> refused.add(after.title() + " is in NEW alone"));
    return new MicroComparison(judged(asked, margin), refused);
  }

  private static boolean alike(Microbenchmark before, Microbenchmark after) {
    return before.mode().equals(LESS_IS_BETTER)
        && before.mode().equals(after.mode())
        && before.unit().equals(after.unit())
        && before.forks().size() == after.forks().size()
        && iterations(before) == iterations(after);
  }

  private static long iterations(Microbenchmark one) {
    return one.forks().stream().mapToLong(List::size).sum();
  }

  private static String how(Microbenchmark one) {
    return "%s (%s, %d JVMs, %d iterations)"
        .formatted(one.mode(), one.unit(), one.forks().size(), iterations(one));
  }

  // All lines are one family: of a hundred benchmarks some would look slower by chance.
  private static List<MicroChange> judged(List<MicroChange.Asked> asked, double margin) {
    double[] adjusted =
        Holm.adjust(asked.stream().mapToDouble(one -> one.estimate().pValue()).toArray());
    return IntStream.range(0, asked.size())
        .mapToObj(i -> asked.get(i).judged(adjusted[i], margin))
        .toList();
  }

  // Iterations of one JVM are alike, as it compiled the code once; with few forks there is nothing
  // better.
  private static double[] samples(Microbenchmark one) {
    DoubleStream scores =
        one.bySeveralJvms()
            ? one.forks().stream().mapToDouble(MicroComparison::mean)
            : one.forks().stream().flatMap(List::stream).mapToDouble(Double::doubleValue);
    return scores.map(Math::log).toArray();
  }

  private static double mean(List<Double> scores) {
    return scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /// True when an operation allocates more than before.
  public boolean allocatesMore() {
    return lines.stream().anyMatch(MicroChange::allocatesMore);
  }

  /// True when something got worse.
  public boolean regressed() {
    return lines.stream().anyMatch(MicroChange::worse);
  }
}
