package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import twinstream.result.LiveSettings;
import twinstream.result.Pair;

/// Whether the servers of a pair were set alike.
final class Alike {
  private Alike() {}

  static Optional<Text> problem(Pair pair, List<Trial> trials) {
    var told = trials.stream().filter(trial -> !trial.live().values().isEmpty()).toList();
    var first = told.stream().filter(is(pair.first())).toList();
    var second = told.stream().filter(is(pair.second())).toList();
    var both = Stream.concat(first.stream(), second.stream()).toList();
    var asked = LiveSettings.asked(pair);
    List<String> clauses = new ArrayList<>();
    for (String setting : settings(both)) {
      var left = values(first, setting);
      var right = values(second, setting);
      boolean steady = left.size() <= 1 && right.size() <= 1;
      boolean same = left.equals(right) || left.isEmpty() || right.isEmpty();
      boolean excused =
          asked.contains(setting)
              || (!pair.selfCheck()
                  && both.stream().anyMatch(trial -> trial.live().excused().containsKey(setting)));
      if (!steady || !(same || excused)) {
        clauses.add(clause(setting, pair, left, right));
      }
    }
    return clauses.isEmpty()
        ? Optional.empty()
        : Optional.of(Text.of("broken parity: " + String.join("; ", clauses)));
  }

  private static Predicate<Trial> is(String name) {
    return trial -> trial.key().transport().equals(name);
  }

  private static TreeSet<String> settings(List<Trial> trials) {
    var names = new TreeSet<String>();
    trials.forEach(trial -> names.addAll(trial.live().values().keySet()));
    return names;
  }

  /// A void trial need not have had an open stream; a valid one must tell all.
  private static TreeSet<String> values(List<Trial> side, String setting) {
    var values = new TreeSet<String>();
    for (var trial : side) {
      String value = trial.live().values().getOrDefault(setting, "absent");
      if (trial.valid() || trial.live().values().containsKey(setting)) {
        values.add(value);
      }
    }
    return values;
  }

  private static String clause(
      String setting, Pair pair, TreeSet<String> left, TreeSet<String> right) {
    List<String> sides = new ArrayList<>();
    if (!left.isEmpty()) {
      sides.add(String.join(" or ", left) + " on " + pair.first());
    }
    if (!right.isEmpty()) {
      sides.add(String.join(" or ", right) + " on " + pair.second());
    }
    return setting + " is " + String.join(" and ", sides);
  }
}
