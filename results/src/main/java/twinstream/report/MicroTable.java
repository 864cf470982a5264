package twinstream.report;

import java.util.Locale;
import twinstream.result.Microbenchmark;
import twinstream.result.Microbenchmarks;

/// Microbenchmarks for a terminal of 100 columns.
public final class MicroTable {
  private static final String ROW = "%-56s %14s %12s %11s%n";

  private MicroTable() {}

  /// Ends with a line break.
  public static String console(Microbenchmarks results) {
    var out = new StringBuilder();
    out.append(String.format(Locale.ROOT, ROW, "benchmark", "score", "± 99.9 %", "allocated"));
    results.all().forEach(one -> out.append(row(one)));
    return out.toString();
  }

  private static String row(Microbenchmark one) {
    String allocated =
        Double.isNaN(one.allocatedBytes())
            ? "–"
            : String.format(Locale.ROOT, "%,.0f B", one.allocatedBytes());
    return String.format(
        Locale.ROOT,
        ROW,
        one.title(),
        number(one.score()) + " " + one.unit(),
        Double.isNaN(one.error()) ? "–" : number(one.error()),
        allocated + beside(one));
  }

  // What some count along, by what they count it for: sums say little by themselves.
  private static String beside(Microbenchmark one) {
    return each(one, "bytesOut", "tokens", "a token is left")
        + each(one, "residentBytes", "encoders", "native each");
  }

  private static String each(Microbenchmark one, String sum, String of, String what) {
    Double total = one.secondary().get(sum);
    Double count = one.secondary().get(of);
    return total == null || count == null
        ? ""
        : String.format(Locale.ROOT, "; %,.0f B %s", total / count, what);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }
}
