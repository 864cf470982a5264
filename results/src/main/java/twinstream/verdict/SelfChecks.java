package twinstream.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import twinstream.result.Pair;

/// Whether a transport differed from itself in one of two runs.
final class SelfChecks {
  private final Map<String, List<MetricVerdict>> failed;

  SelfChecks(Side base, Side fresh) {
    failed = Map.of(base.name(), failed(base), fresh.name(), failed(fresh));
  }

  private static List<MetricVerdict> failed(Side side) {
    boolean checked =
        side.manifest().scenarios().stream()
            .anyMatch(scenario -> scenario.pairs().stream().anyMatch(Pair::selfCheck));
    return checked
        ? Verdicts.of(side.manifest(), side.results()).lines().stream()
            .filter(Invalidity::failedSelfCheck)
            .toList()
        : List.of();
  }

  /// In what a transport differed from itself; empty when it did not, or was not checked.
  Optional<String> failed(Side side, String scenario, String transport) {
    return failed.getOrDefault(side.name(), List.of()).stream()
        .filter(line -> line.scenario().equals(scenario))
        .filter(line -> line.pair().equals(Pair.selfCheck(transport)))
        .map(Invalidity::selfCheck)
        .findFirst();
  }
}
