package twinstream.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import twinstream.result.Environment;

/// The facts in which two environments differ.
record EnvironmentDiff(Environment first, Environment second) {
  /// Column of the names of facts.
  static final String FACT = "  %-26s";

  private static final String NOT_TOLD = "not told";
  private static final int WIDEST_COLUMN = 40;

  /// True when trials of both may be compared.
  boolean same() {
    return first.id().equals(second.id());
  }

  /// Facts of the machine and its JVMs that make the ids differ.
  List<String> decisive() {
    return facts(first.machine(), second.machine());
  }

  /// Each group that differs with its facts, first beside second; a sentence at the end.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    first
        .groups()
        .forEach((group, facts) -> {
          var others = second.groups().getOrDefault(group, Map.of());
          List<String> differing = facts(facts, others);
          if (!differing.isEmpty()) {
            lines.add(group);
            lines.addAll(rows(differing, facts, others));
          }
        });
    lines.add(sentence());
    return lines;
  }

  private String sentence() {
    return same()
        ? "The same environment: %s.".formatted(first.id())
        : "Two environments, %s and %s, whose trials must not be compared. What makes them differ: %s."
            .formatted(first.id(), second.id(), String.join("; ", decisive()));
  }

  private static List<String> facts(Map<String, String> facts, Map<String, String> others) {
    Set<String> names = new LinkedHashSet<>(facts.keySet());
    names.addAll(others.keySet());
    return names.stream().filter(name -> !told(facts, name).equals(told(others, name))).toList();
  }

  private static List<String> rows(
      List<String> names, Map<String, String> facts, Map<String, String> others) {
    int width =
        names.stream()
            .mapToInt(name -> told(facts, name).length())
            .filter(length -> length > 0 && length <= WIDEST_COLUMN)
            .max()
            .orElse(WIDEST_COLUMN);
    String form = FACT + "  %-" + width + "s  %s";
    return names.stream()
        .map(name -> form.formatted(name, told(facts, name), told(others, name)))
        .toList();
  }

  private static String told(Map<String, String> facts, String name) {
    return facts.getOrDefault(name, NOT_TOLD);
  }
}
