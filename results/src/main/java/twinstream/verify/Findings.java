package twinstream.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Collects what was recomputed, and what differs. One thread.
final class Findings {
  /// Stands for nothing.
  static final String NOTHING = "–";

  /// How far two computations of one number may be apart, as a share of it: another library's
  /// quantiles and another order of summing.
  private static final double SAME = 1e-9;

  private final Map<Kind, Integer> numbers = new EnumMap<>(Kind.class);
  private final List<Difference> differences = new ArrayList<>();

  Map<Kind, Integer> numbers() {
    return Map.copyOf(numbers);
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /// Holds two values against each other.
  void same(Kind kind, String file, String place, Object printed, Object recomputed) {
    count(kind, 1);
    if (!Objects.equals(printed, recomputed)) {
      differ(file, place, printed.toString(), recomputed.toString());
    }
  }

  /// Holds two numbers against each other, to nine digits.
  void close(Kind kind, String file, String place, double printed, double recomputed) {
    count(kind, 1);
    if (!(printed == recomputed || Math.abs(printed - recomputed) <= SAME * Math.abs(recomputed))) {
      differ(file, place, Double.toString(printed), Double.toString(recomputed));
    }
  }

  /// Holds what is printed against a text, at the precision of what is printed.
  void text(Kind kind, String file, String place, String printed, Text text) {
    var outcome = text.against(printed);
    count(kind, Math.max(1, outcome.numbers()));
    if (!outcome.agrees()) {
      differ(file, place, printed, outcome.recomputed());
    }
  }

  /// A fact that must hold between raw values.
  void holds(Kind kind, String file, String place, boolean fact, Object printed, String wanted) {
    count(kind, 1);
    if (!fact) {
      differ(file, place, printed.toString(), wanted);
    }
  }

  /// Something that is there and must not be, or the other way round.
  void wrong(Kind kind, String file, String place, String printed, String recomputed) {
    count(kind, 1);
    differ(file, place, printed, recomputed);
  }

  private void count(Kind kind, int more) {
    numbers.merge(kind, more, Integer::sum);
  }

  private void differ(String file, String place, String printed, String recomputed) {
    differences.add(new Difference(file, place, printed, recomputed));
  }
}
