package twinstream.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;

/// The table of what servers said they were set to, as it must be.
final class LiveTable {
  private LiveTable() {}

  /// @param trials all of one scenario, void ones included
  static WantedTable wanted(ScenarioSummary scenario, List<Trial> trials) {
    Map<String, List<Trial>> sides = new TreeMap<>();
    var names = new TreeSet<String>();
    for (var trial : trials) {
      if (!trial.live().values().isEmpty()) {
        String side = Pair.transportOf(trial.key().transport());
        sides.computeIfAbsent(side, _ -> new ArrayList<>()).add(trial);
        names.addAll(trial.live().values().keySet());
      }
    }
    List<String> headers = new ArrayList<>(sides.keySet());
    headers.addFirst("setting");
    headers.addLast("why it differs");
    return new WantedTable(
        "What the servers of " + scenario.name() + " were set to, read back from them",
        headers,
        names.stream().map(name -> row(name, sides, scenario.pairs())).toList());
  }

  private static List<Text> row(String name, Map<String, List<Trial>> sides, List<Pair> compared) {
    Map<String, String> cellOf = new HashMap<>();
    var told = new TreeSet<String>();
    var reasons = new TreeSet<String>();
    List<Text> cells = new ArrayList<>(List.of(Text.of(name)));
    for (var entry : sides.entrySet()) {
      var side = entry.getValue();
      var values = new TreeSet<String>();
      for (var trial : side) {
        String value = trial.live().values().get(name);
        values.add(value == null ? Findings.NOTHING : value);
        String reason = trial.live().excused().get(name);
        if (reason != null && !reason.isEmpty()) {
          reasons.add(reason);
        }
      }
      String cell = String.join(" or ", values);
      told.add(cell);
      cellOf.put(entry.getKey(), cell);
      cells.add(Text.of(cell));
    }
    String why = reasons.isEmpty() ? unlisted(cellOf, compared) : String.join("; ", reasons);
    cells.add(Text.of(told.size() == 1 ? "" : why));
    return cells;
  }

  private static String unlisted(Map<String, String> cellOf, List<Pair> compared) {
    for (var pair : compared) {
      if (!Objects.equals(cellOf.get(pair.first()), cellOf.get(pair.second()))
          && !pair.selfCheck()) {
        return "no reason is listed";
      }
    }
    return "no two that are compared differ in it";
  }
}
