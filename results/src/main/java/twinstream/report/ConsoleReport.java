package twinstream.report;

import java.util.Locale;
import twinstream.result.Pair;
import twinstream.result.ScenarioSummary;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdict;

/// The report for a terminal of 100 columns.
final class ConsoleReport {
  private static final int METRIC = 28;
  private static final int VALUE = 16;
  private static final String LEGEND = "* decides; the others are hints";
  private static final int EFFECT = 23;
  private static final int LONGEST_HEAD = VALUE - 1;

  private final RunView view;
  private final boolean ansi;
  private final StringBuilder out = new StringBuilder();

  private ConsoleReport(RunView view, boolean ansi) {
    this.view = view;
    this.ansi = ansi;
  }

  /// @param ansi whether the terminal shows colours
  static String render(RunView view, boolean ansi) {
    return new ConsoleReport(view, ansi).render();
  }

  private String render() {
    for (var scenario : view.manifest().scenarios()) {
      scenario(scenario);
    }
    voids();
    out.append('\n');
    wrap(Answer.standing(view), "");
    return out.toString();
  }

  private void scenario(ScenarioSummary scenario) {
    wrap(bold(scenario.name()) + ": " + scenario.question(), "");
    if (scenario.pairs().stream().allMatch(Pair::selfCheck)) {
      long transports =
          view.ofScenario(scenario.name()).stream()
              .map(trial -> Pair.transportOf(trial.key().transport()))
              .distinct()
              .count();
      String which =
          transports > 1
              ? "No two of these transports are a pair (ws-h1 and sse-h1, ws-h2 and sse-h2, each with raw-tcp)"
              : "One transport ran";
      wrap(which + ", so nothing is compared; the report has its trials.", "  ");
    }
    for (var pair : scenario.pairs()) {
      pair(scenario, pair);
    }
    out.append('\n');
    for (var line : Answer.deciding(view, scenario.name())) {
      wrap(line.sentence(), "  ");
    }
    view.verdicts().ofScenario(scenario.name()).stream()
        .filter(MetricVerdict::harmlessSelfDifference)
        .forEach(line -> wrap(line.sentence(), "  "));
    for (var row : LadderPlot.slopes(view, scenario.name()).rows()) {
      if (row.contains(Ladder.HEAP.title())) {
        wrap("%s, %s: %s a stream, from %s levels".formatted(row.toArray()), "  ");
      }
    }
    scaling(Scaling.of(view, scenario));
    out.append('\n');
  }

  private void scaling(Scaling scaling) {
    scaling.limits().forEach(text -> wrap(text, "  "));
    scaling.scaleOut().answers().forEach(answer -> wrap(answer.conclusion(), "  "));
    scaling.balanced().forEach(text -> wrap(text, "  "));
    scaling.open().forEach(text -> wrap(text, "  "));
  }

  private void pair(ScenarioSummary scenario, Pair pair) {
    var lines =
        view.verdicts().ofScenario(scenario.name()).stream()
            .filter(line -> line.pair().equals(pair))
            .filter(line -> line.confirmatory() || !pair.selfCheck())
            .toList();
    if (lines.isEmpty()) {
      return;
    }
    out.append('\n');
    row("  metric", head(pair.first()), head(pair.second()), "ratio or diff. [95 %]", "verdict");
    for (var line : lines) {
      var values = Values.of(line);
      String mark = line.confirmatory() ? "* " : "  ";
      row(mark + line.metric().title(), values.first(), values.second(), line.effect(), word(line));
    }
    out.append("  ").append(LEGEND).append('\n');
  }

  private void voids() {
    long count = view.voidTrials();
    out.append("%d of %d trials void".formatted(count, view.results().size()));
    out.append(count == 0 ? "\n" : ":\n");
    for (var row : TrialTables.voidCounts(view).rows()) {
      if (!row.getLast().equals("0")) {
        wrap("%s, %s: %s of %s".formatted(row.get(0), row.get(1), row.get(3), row.get(2)), "  ");
      }
    }
    for (var row : TrialTables.voidReasons(view).rows()) {
      wrap(row.getFirst() + ": " + row.getLast(), "    ");
    }
  }

  private void row(String metric, String first, String second, String effect, String verdict) {
    String line =
        String.format(
            Locale.ROOT,
            "%-" + METRIC + "s%" + VALUE + "s %" + VALUE + "s  %-" + EFFECT + "s %s",
            metric,
            first,
            second,
            effect,
            verdict);
    out.append(line.stripTrailing()).append('\n');
  }

  private static String head(String transport) {
    return transport.length() <= LONGEST_HEAD
        ? transport
        : transport.substring(0, LONGEST_HEAD - 1) + "…";
  }

  private String word(MetricVerdict line) {
    return switch (line.verdict()) {
      case Verdict.Equivalent _ -> colour("32", line.word());
      case Verdict.Better _ -> colour("1;34", line.word());
      case Verdict.Inconclusive _ -> colour("33", line.word());
      case Verdict.Invalid _ -> colour("31", line.word());
    };
  }

  private String bold(String text) {
    return colour("1", text);
  }

  private String colour(String code, String text) {
    return ansi ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private void wrap(String text, String indent) {
    Wrapping.to(out, text, indent);
  }
}
