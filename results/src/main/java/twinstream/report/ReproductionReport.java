package twinstream.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import twinstream.verdict.Claim;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Reproduction;
import twinstream.verdict.Verdict;

/// A run and its repetition for a terminal of 100 columns.
public final class ReproductionReport {
  private final StringBuilder out = new StringBuilder();

  private ReproductionReport() {}

  /// Ends with a line break.
  public static String console(Reproduction reproduction) {
    var report = new ReproductionReport();
    reproduction.claims().forEach(report::claim);
    reproduction
        .unasked()
        .forEach(sentence -> Wrapping.to(report.out, "Not asked again: " + sentence + ".", ""));
    Wrapping.to(report.out, sum(reproduction), "");
    return report.out.toString();
  }

  private void claim(Claim claim) {
    var line = claim.claimed();
    Wrapping.to(
        out,
        "%s, %s, %s: %s"
            .formatted(
                line.scenario(),
                RunView.name(line.pair()),
                line.metric().title(),
                claim.standing().word()),
        "");
    side("claimed", line);
    side("again", claim.again());
    if (claim.standing() == Claim.Standing.NOT_COMPARABLE) {
      out.append('\n');
      return;
    }
    Wrapping.to(
        out,
        "%s; %s"
            .formatted(
                claim.overlap() ? "the intervals overlap" : "the intervals do not overlap",
                claim.direction().words()),
        "  ");
    out.append('\n');
  }

  private void side(String name, MetricVerdict line) {
    Wrapping.to(
        out, String.format(Locale.ROOT, "%-8s %-26s %s", name, line.effect(), outcome(line)), "  ");
  }

  private static String outcome(MetricVerdict line) {
    return line.verdict() instanceof Verdict.Equivalent ? line.outcome() : line.word();
  }

  private static String sum(Reproduction reproduction) {
    return Arrays.stream(Claim.Standing.values())
        .map(standing ->
            reproduction.claims().stream().filter(one -> one.standing() == standing).count()
                + " "
                + standing.word())
        .collect(Collectors.joining(", ", "Of " + reproduction.claims().size() + " claims: ", "."));
  }
}
