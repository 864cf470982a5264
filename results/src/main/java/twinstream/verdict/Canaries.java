package twinstream.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import twinstream.result.Microbenchmark;
import twinstream.result.Microbenchmarks;

/// Known work that was measured along with microbenchmarks: unless it comes out as known, nothing
/// that was measured beside it is to be believed.
public final class Canaries {
  // How far twice the work may be from twice the time, in a run in full length.
  static final double FULL = 0.05;
  // In a quick one, whose iterations of a third of a second hold a neighbour's milliseconds.
  private static final double QUICK = 0.20;

  private static final String EMPTY = "CanaryBenchmark.empty";
  private static final String CONSUME = "CanaryBenchmark.consume";
  // Of a hundred units of work, which is itself no long benchmark.
  private static final double MOST_OF_NOTHING = 0.1;

  private Canaries() {}

  /// Why the results are not to be believed, in sentences; none for results that are. Known work
  /// must be in proportion within 5 %; within 20 % where fewer than three JVMs measured it.
  public static List<String> faults(Microbenchmarks results) {
    boolean full =
        results.all().stream()
            .filter(one -> one.name().equals(CONSUME))
            .allMatch(Microbenchmark::bySeveralJvms);
    return faults(results, full ? FULL : QUICK);
  }

  /// How many times as long known work took in another file; NaN where it was not measured.
  public static double pace(Microbenchmarks base, Microbenchmarks fresh) {
    return consumed(fresh, "400").orElse(Double.NaN) / consumed(base, "400").orElse(Double.NaN);
  }

  /// True for one of the canaries.
  static boolean contains(Microbenchmark one) {
    return one.name().equals(EMPTY) || one.name().equals(CONSUME);
  }

  static List<String> faults(Microbenchmarks results, double tolerance) {
    Optional<Double> nothing = score(results, EMPTY, Map.of());
    Optional<Double> some = consumed(results, "100");
    Optional<Double> twice = consumed(results, "200");
    Optional<Double> fourTimes = consumed(results, "400");
    if (nothing.isEmpty() || some.isEmpty() || twice.isEmpty() || fourTimes.isEmpty()) {
      return List.of("the canaries were not measured with the others");
    }
    List<String> faults = new ArrayList<>();
    // What is the same in each of them, such as the call, is in no difference.
    double first = twice.get() - some.get();
    double second = (fourTimes.get() - twice.get()) / 2;
    double off = second / first - 1;
    if (!(first > 0) || !(Math.abs(off) <= tolerance)) {
      faults.add(
          String.format(
              Locale.ROOT,
              "known work of 100, 200 and 400 units took %.1f, %.1f and %.1f ns: the last 200 took %.2f times the 100 before them, which is not in proportion (2 within %.0f %%)",
              some.get(),
              twice.get(),
              fourTimes.get(),
              2 * second / first,
              100 * tolerance));
    }
    if (nothing.get() > MOST_OF_NOTHING * some.get()) {
      faults.add(
          String.format(
              Locale.ROOT,
              "nothing at all took %.2f ns, more than a tenth of the %.1f ns that 100 units of work took",
              nothing.get(),
              some.get()));
    }
    return faults;
  }

  private static Optional<Double> consumed(Microbenchmarks results, String units) {
    return score(results, CONSUME, Map.of("tokens", units));
  }

  private static Optional<Double> score(
      Microbenchmarks results, String name, Map<String, String> params) {
    return results.find(name, params).map(Microbenchmark::score).filter(Double::isFinite);
  }
}
