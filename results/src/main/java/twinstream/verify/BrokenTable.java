package twinstream.verify;

import java.util.ArrayList;
import java.util.List;
import twinstream.result.Metric;
import twinstream.result.ScenarioSummary;
import twinstream.result.TrialKind;

/// What broke while servers went and came, as the table must say.
final class BrokenTable {
  private BrokenTable() {}

  static WantedTable wanted(ScenarioSummary scenario, Cell cell) {
    List<String> headers =
        List.of(
            "trials of",
            "trials",
            "streams cut",
            "cut streams resumed",
            "replies lost",
            "tokens lost",
            "resume gap, p50",
            "resume gap, p99",
            "longest resume gap",
            "peak of comebacks");
    List<List<Text>> rows = new ArrayList<>();
    new BalanceTable(scenario, cell)
        .byName()
        .forEach((name, trials) -> {
          if (trials.stream()
              .anyMatch(t -> TrialKind.of(t.stated().parameters()) == TrialKind.FAILOVER)) {
            rows.add(
                List.of(
                    Text.of(name),
                    Text.count(trials.size()),
                    Words.spread(trials, Metric.CUT_STREAMS),
                    Words.spread(trials, Metric.RESUMED),
                    Words.spread(trials, Metric.REPLIES_LOST),
                    Words.spread(trials, Metric.TOKENS_LOST),
                    Words.spread(trials, Metric.RESUME_GAP_P50),
                    Words.spread(trials, Metric.RESUME_GAP_P99),
                    Words.spread(trials, Metric.LONGEST_GAP),
                    Words.spread(trials, Metric.COMEBACK_PEAK)));
          }
        });
    return new WantedTable(
        "What broke in " + scenario.name() + ": median over trials (lowest to highest)",
        headers,
        rows);
  }
}
