package twinstream.selftest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import twinstream.selftest.Check.Length;

/// Index of the checks of the instrument by itself: faults are planted, and it has to see them.
public final class SelfTest {
  /// In the order in which they run.
  public static final List<Check> ALL =
      List.of(
          new Check("S1", "public cases", Length.QUICK, ParserCases::look),
          new Check("S10", "precision of histograms", Length.QUICK, _ -> Precision.look()),
          new Check("D1", "what a send stamp hides", Length.QUICK, _ -> Demonstrations.stamps()),
          new Check(
              "D2", "what a buffer makes better", Length.QUICK, _ -> Demonstrations.buffers()),
          new Check("S4", "faults of single tokens", Length.ORDINARY, TokenFaults::look),
          new Check("S2", "pauses, and whose they are", Length.ORDINARY, Freezes::look),
          new Check("S3", "a path that is slower by 25 ms", Length.ORDINARY, AddedDelay::look),
          new Check("S8", "readers without CPU", Length.ORDINARY, StarvedReader::look),
          new Check("S9", "books of tokens and bytes", Length.ORDINARY, Books::look),
          new Check("S5", "a transport against itself", Length.ORDINARY, SameAgainstSame::look),
          new Check("S7", "swapped labels", Length.ORDINARY, SwappedLabels::look),
          new Check("S13", "every printed number again", Length.ORDINARY, Recomputed::look),
          new Check("S6", "a twin that is slower by 1 ms", Length.LONG, SlowedTwin::look),
          new Check("S11", "broken parity", Length.ORDINARY, BrokenParity::look),
          new Check("S12", "a second observer", Length.ORDINARY, SecondObserver::look));

  private SelfTest() {}

  /// Those that run.
  ///
  /// @param only ids; empty for all that are not [Length#LONG]
  /// @throws IllegalArgumentException when there is no check of that name
  public static List<Check> chosen(List<String> only) {
    Set<String> unknown = new LinkedHashSet<>(only);
    ALL.forEach(check -> unknown.remove(check.id()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "--only takes S1 to S13, D1 and D2, but is \"%s\"".formatted(String.join(",", only)));
    }
    return ALL.stream()
        .filter(check -> only.isEmpty() ? check.length() != Length.LONG : only.contains(check.id()))
        .toList();
  }

  /// Carries some checks out, one after the other.
  ///
  /// @param starting is told each check before it runs
  /// @param heard is told each finding as soon as it is there
  public static List<Finding> run(
      List<Check> checks, Lab lab, Consumer<Check> starting, Consumer<Finding> heard) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      starting.accept(check);
      for (Finding finding : check.look().at(lab)) {
        findings.add(finding);
        heard.accept(finding);
      }
    }
    return findings;
  }
}
