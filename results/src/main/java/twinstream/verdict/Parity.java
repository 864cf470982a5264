package twinstream.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twinstream.result.LiveSettings;
import twinstream.result.Pair;
import twinstream.result.Result;

/// Whether the two sides of a pair ran on the same settings but for those in which their transports
/// must differ. A cell in which they did not says nothing about transports.
final class Parity {
  private static final String ABSENT = "absent";

  /// What the trials of one side were set to: values by setting, several if trials differ.
  private final Map<String, Map<String, Set<String>>> sides = new TreeMap<>();

  private final Pair pair;
  private final Set<String> asked;
  private final Set<String> excused = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();

  private Parity(Pair pair) {
    this.pair = pair;
    asked = LiveSettings.asked(pair);
  }

  /// What is broken between the trials of a pair, as in `broken parity: tcp.nodelay is true on
  /// sse-h1 and false on ws-h1`; empty when nothing is.
  ///
  /// @param trials of one scenario, of all transports and attempts
  static Optional<String> problem(Pair pair, List<Result> trials) {
    var parity = new Parity(pair);
    List<Result> own =
        trials.stream()
            .filter(trial -> parity.isSide(trial.key().transport()))
            // A trial of an earlier build has nothing to be compared.
            .filter(trial -> !trial.live().values().isEmpty())
            .toList();
    own.forEach(trial -> parity.names.addAll(trial.live().values().keySet()));
    own.forEach(parity::add);
    return parity.sentence();
  }

  private boolean isSide(String transport) {
    return transport.equals(pair.first()) || transport.equals(pair.second());
  }

  private void add(Result trial) {
    excused.addAll(trial.live().excused().keySet());
    var side = sides.computeIfAbsent(trial.key().transport(), _ -> new TreeMap<>());
    for (String name : names) {
      String value = trial.live().values().get(name);
      // In a void trial there may have been no open stream to read from.
      if (value != null || trial.valid()) {
        side.computeIfAbsent(name, _ -> new TreeSet<>()).add(value == null ? ABSENT : value);
      }
    }
  }

  private Optional<String> sentence() {
    List<String> broken = new ArrayList<>();
    for (String name : names) {
      broken(name).ifPresent(broken::add);
    }
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of("broken parity: " + String.join("; ", broken));
  }

  private Optional<String> broken(String name) {
    Set<String> first = values(pair.first(), name);
    Set<String> second = values(pair.second(), name);
    Set<String> all = new TreeSet<>(first);
    all.addAll(second);
    // A transport may differ from others, and from itself only where it was asked to.
    boolean listed = (excused.contains(name) && !pair.selfCheck()) || asked.contains(name);
    if (all.size() < 2 || (listed && first.size() < 2 && second.size() < 2)) {
      return Optional.empty();
    }
    String on =
        Stream.of(pair.first(), pair.second())
            .filter(side -> !values(side, name).isEmpty())
            .map(side -> String.join(" or ", values(side, name)) + " on " + side)
            .collect(Collectors.joining(" and "));
    return Optional.of(name + " is " + on);
  }

  private Set<String> values(String side, String name) {
    return sides.getOrDefault(side, Map.of()).getOrDefault(name, Set.of());
  }
}
