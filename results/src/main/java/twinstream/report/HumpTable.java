package twinstream.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import twinstream.result.Hump;
import twinstream.result.Result;
import twinstream.verdict.Amount;

/// Distributions of which one percentile is not enough.
final class HumpTable {
  private record Cell(String scenario, String transport, String distribution) {}

  private HumpTable() {}

  /// A row for each distribution of a transport that has several humps in any trial, void ones too.
  static Table of(RunView view) {
    Map<Cell, List<Result>> cells = new LinkedHashMap<>();
    for (var result : view.results()) {
      var key = result.key();
      for (var tag : result.humps().keySet()) {
        cells
            .computeIfAbsent(
                new Cell(key.scenario(), key.transport(), tag), cell -> new ArrayList<>())
            .add(result);
      }
    }
    List<List<String>> rows = new ArrayList<>();
    cells.forEach((cell, trials) ->
        rows.add(
            List.of(
                cell.scenario,
                cell.transport,
                cell.distribution,
                "%d of %d".formatted(trials.size(), trials(view, cell)),
                places(trials.getFirst().humps().getOrDefault(cell.distribution, List.of())))));
    return new Table(
        "Distributions with more than one hump",
        List.of(
            "scenario",
            "transport",
            "distribution",
            "trials",
            "median and share of each hump in the first of them"),
        rows);
  }

  private static long trials(RunView view, Cell cell) {
    return view.ofScenario(cell.scenario).stream()
        .filter(result -> result.key().transport().equals(cell.transport))
        .count();
  }

  private static String places(List<Hump> humps) {
    return humps.stream()
        .map(hump ->
            String.format(
                Locale.ROOT,
                "%s (%.0f %%)",
                Amount.of(hump.medianMicros(), "µs"),
                hump.share() * 100))
        .collect(Collectors.joining(", "));
  }
}
