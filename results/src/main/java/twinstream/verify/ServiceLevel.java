package twinstream.verify;

import java.util.List;
import java.util.function.Predicate;
import twinstream.result.Distribution;
import twinstream.result.Pair;
import twinstream.result.ReplyRow;
import twinstream.result.ScenarioSummary;

/// How often the bounds of a service level were missed, by the raw files of a trial.
///
/// @param name of the service level
/// @param misses `[missed, of]` of first tokens, times per token, tokens
record ServiceLevel(String name, List<long[]> misses) {

  static ServiceLevel of(RawTrial trial) {
    var slo = trial.counters().slo();
    var asked = trial.ofWindow().stream().filter(row -> row.asked() > 0).toList();
    var read =
        asked.stream().filter(row -> row.outcome().equals("done") && row.received() > 1).toList();
    var lateness = trial.distribution(Distribution.LATENESS);
    return new ServiceLevel(
        slo.lowerCase(),
        List.of(
            counted(
                asked,
                row ->
                    !RawTrial.happened(row.first())
                        || row.first() - row.arrival() - row.firstTokenDelay() > slo.ttftNanos()),
            counted(
                read, row -> (row.last() - row.first()) / (row.received() - 1) > slo.tpotNanos()),
            new long[] {
              lateness.map(buckets -> buckets.above(slo.tpotNanos())).orElse(0L),
              trial.count(Distribution.LATENESS)
            }));
  }

  private static long[] counted(List<ReplyRow> rows, Predicate<ReplyRow> missed) {
    return new long[] {rows.stream().filter(missed).count(), rows.size()};
  }

  /// The table of a scenario as it must be; without rows where Gatling read nothing.
  static WantedTable wanted(ScenarioSummary scenario, List<Trial> trials) {
    return new WantedTable(
        "Service level of " + scenario.name() + ": missed by",
        List.of(
            "trial",
            "service level",
            "first tokens too late",
            "replies too slow",
            "tokens too late",
            "kept"),
        trials.stream()
            .filter(trial -> Pair.isByGatling(trial.key().transport()))
            .map(trial -> trial.service().row(trial.key().id()))
            .toList());
  }

  private List<Text> row(String trial) {
    List<Text> cells = new java.util.ArrayList<>(List.of(Text.of(trial), Text.of(name)));
    for (var miss : misses) {
      cells.add(Text.of(Text.count(miss[0]), " of ", Text.count(miss[1])));
    }
    boolean kept = misses.stream().allMatch(miss -> 100 * miss[0] <= miss[1]);
    cells.add(Text.of(kept ? "yes" : "no"));
    return cells;
  }
}
