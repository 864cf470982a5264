package twinstream.report;

import java.util.List;
import java.util.Locale;
import twinstream.verdict.Change;
import twinstream.verdict.MetricChange;
import twinstream.verdict.Regressions;

/// A comparison of two runs for a terminal of 100 columns.
public final class RegressionsReport {
  private static final String ROW = "%-27s %26s  %-23s %-8s %s";

  private final Regressions regressions;
  private final StringBuilder out = new StringBuilder();

  private RegressionsReport(Regressions regressions) {
    this.regressions = regressions;
  }

  /// Ends with a line break.
  public static String console(Regressions regressions) {
    return new RegressionsReport(regressions).render();
  }

  private String render() {
    regressions
        .places()
        .forEach(place -> Wrapping.to(out, "ACROSS ENVIRONMENTS: " + place + ".", ""));
    regressions
        .refused()
        .forEach(refusal -> Wrapping.to(out, "Not compared: " + refusal + ".", ""));
    regressions.lines().stream()
        .map(line -> List.of(line.scenario(), line.transport()))
        .distinct()
        .forEach(cell -> cell(cell.getFirst(), cell.getLast()));
    out.append('\n');
    Wrapping.to(
        out,
        "* decides; the others are hints. Effects are those of NEW relative to BASE, with 95 % intervals over blocks. "
            + "Other load or a warmer machine between the two runs is part of them: before you blame a change, run BASE again.",
        "");
    Wrapping.to(out, sum(), "");
    return out.toString();
  }

  private void cell(String scenario, String transport) {
    var lines =
        regressions.lines().stream()
            .filter(line -> line.scenario().equals(scenario) && line.transport().equals(transport))
            .toList();
    out.append('\n').append(scenario).append(", ").append(transport);
    out.append(lines.getFirst().paired() ? ", block by block\n" : ", two independent samples\n");
    row(" metric", "BASE → NEW", "ratio or diff. [95 %]", "margin", "verdict");
    for (var line : lines) {
      row(
          (line.confirmatory() ? "*" : " ") + line.metric().title(),
          line.values(),
          line.effect(),
          line.marginText(),
          line.change().word());
    }
    lines.stream().filter(MetricChange::confirmatory).forEach(this::reason);
  }

  private void reason(MetricChange line) {
    switch (line.change()) {
      case Change.Inconclusive(int _, String sentence) ->
          Wrapping.to(out, line.metric().title() + ": " + sentence, "  ");
      case Change.Invalid(String sentence) ->
          Wrapping.to(out, line.metric().title() + ": invalid " + sentence, "  ");
      case Change.Equivalent(boolean differs) -> {
        if (differs) {
          Wrapping.to(out, line.metric().title() + ": changed, but within the margin", "  ");
        }
      }
      case Change.Regression _, Change.Improvement _ -> {}
    }
  }

  private String sum() {
    return "Of %d that decide: %d regressed, %d improved, %d equivalent, %d inconclusive, %d invalid."
        .formatted(
            regressions.lines().stream().filter(MetricChange::confirmatory).count(),
            count("regression"),
            count("improvement"),
            count("equivalent"),
            count("inconclusive"),
            count("invalid"));
  }

  private long count(String word) {
    return regressions.lines().stream()
        .filter(line -> line.confirmatory() && line.change().word().equals(word))
        .count();
  }

  private void row(String metric, String values, String effect, String margin, String verdict) {
    String line = String.format(Locale.ROOT, ROW, metric, values, effect, margin, verdict);
    out.append(line.stripTrailing()).append('\n');
  }
}
