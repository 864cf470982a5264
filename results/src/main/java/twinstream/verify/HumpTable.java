package twinstream.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import twinstream.result.Distribution;
import twinstream.result.Hump;

/// Humps of distributions: how many values lie in each, and where their middle is. Where a
/// distribution is cut into humps, and whether it has any, is taken as stated.
final class HumpTable {
  private HumpTable() {}

  /// Humps that lie between the stated ends, by tag. What has no such distribution has none.
  static Map<String, List<Hump>> of(RawTrial trial, Map<String, List<Hump>> stated) {
    Map<String, List<Hump>> humps = new LinkedHashMap<>();
    for (var distribution : Distribution.values()) {
      var own = stated.get(distribution.tag());
      if (own != null) {
        trial
            .distribution(distribution)
            .ifPresent(buckets ->
                humps.put(
                    distribution.tag(), own.stream().map(hump -> between(buckets, hump)).toList()));
      }
    }
    return humps;
  }

  private static Hump between(Buckets buckets, Hump stated) {
    var inside =
        buckets.steps().stream()
            .filter(step -> step.highNanos() / 1e3 >= stated.fromMicros())
            .filter(step -> step.highNanos() / 1e3 <= stated.toMicros())
            .toList();
    if (inside.isEmpty()) {
      return new Hump(0, 0, 0, 0);
    }
    long count = inside.stream().mapToLong(Buckets.Step::count).sum();
    long seen = 0;
    long middleNanos = 0;
    for (var step : inside) {
      middleNanos = 2 * seen < count ? step.highNanos() : middleNanos;
      seen += step.count();
    }
    return new Hump(
        inside.getFirst().highNanos() / 1e3,
        inside.getLast().highNanos() / 1e3,
        middleNanos / 1e3,
        (double) count / buckets.total());
  }

  /// True when every value of a distribution lies in one of its humps.
  static boolean whole(List<Hump> humps) {
    return humps.size() > 1 && Math.abs(humps.stream().mapToDouble(Hump::share).sum() - 1) < 1e-9;
  }

  private record Side(String scenario, String transport, String tag) {}

  /// A row for each distribution of a transport that has humps in any trial.
  static WantedTable wanted(List<Trial> trials) {
    Map<Side, List<Trial>> sides = new LinkedHashMap<>();
    for (var trial : trials) {
      for (String tag : trial.stated().humps().keySet()) {
        var side = new Side(trial.key().scenario(), trial.key().transport(), tag);
        sides.computeIfAbsent(side, _ -> new ArrayList<>()).add(trial);
      }
    }
    List<List<Text>> rows = new ArrayList<>();
    sides.forEach((side, own) -> rows.add(row(side, own, trials)));
    return new WantedTable(
        "Distributions with more than one hump",
        List.of(
            "scenario",
            "transport",
            "distribution",
            "trials",
            "median and share of each hump in the first of them"),
        rows);
  }

  private static List<Text> row(Side side, List<Trial> own, List<Trial> trials) {
    long all =
        trials.stream()
            .filter(trial -> trial.key().scenario().equals(side.scenario))
            .filter(trial -> trial.key().transport().equals(side.transport))
            .count();
    var humps = Objects.requireNonNullElse(own.getFirst().humps().get(side.tag), List.<Hump>of());
    return List.of(
        Text.of(side.scenario),
        Text.of(side.transport),
        Text.of(side.tag),
        Text.of(Text.count(own.size()), " of ", Text.count(all)),
        Text.joined(", ", humps.stream().map(HumpTable::hump).toList()));
  }

  private static Text hump(Hump hump) {
    return Text.of(Text.amount(hump.medianMicros(), "µs"), " (", Text.percent(hump.share()), ")");
  }
}
