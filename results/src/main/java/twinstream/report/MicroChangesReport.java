package twinstream.report;

import java.util.Locale;
import twinstream.verdict.MicroChange;
import twinstream.verdict.MicroComparison;

/// Two files of microbenchmarks side by side, for a terminal of 100 columns.
public final class MicroChangesReport {
  private static final String ROW = "%-50s %20s  %-18s %s%n";

  private MicroChangesReport() {}

  /// Ends with a line break.
  public static String console(MicroComparison comparison) {
    var out = new StringBuilder();
    for (String refusal : comparison.refused()) {
      Wrapping.to(out, "Not compared: " + refusal + ".", "");
    }
    out.append(row("benchmark", "BASE → NEW", "ratio [95 %]", "verdict"));
    for (MicroChange line : comparison.lines()) {
      out.append(row(line.base().title(), line.values(), line.effect(), verdict(line)));
    }
    out.append('\n');
    Wrapping.to(
        out,
        "Ratios are those of NEW relative to BASE, over forks where there are three, else over iterations; adjusted for the number "
            + "of benchmarks. They explain, and claim nothing: what counts is measured by trials.",
        "");
    return out.toString();
  }

  private static String verdict(MicroChange line) {
    String time = line.change().name().toLowerCase(Locale.ROOT);
    return line.allocatesMore()
        ? String.format(
            Locale.ROOT,
            "%s; allocates %.0f B instead of %.0f B",
            time,
            line.fresh().allocatedBytes(),
            line.base().allocatedBytes())
        : time;
  }

  private static String row(String name, String values, String effect, String verdict) {
    return String.format(Locale.ROOT, ROW, name, values, effect, verdict);
  }
}
