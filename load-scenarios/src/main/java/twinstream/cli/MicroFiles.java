package twinstream.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import twinstream.report.MicroChangesReport;
import twinstream.result.Microbenchmarks;
import twinstream.verdict.Canaries;
import twinstream.verdict.MicroComparison;

/// Two files of microbenchmarks, as JMH wrote them.
record MicroFiles(Path base, Path fresh) {
  private static final double MARGIN = 0.10;

  /// Compares them and prints what came out.
  ///
  /// @param share up to which a change of time counts as none; NaN for 10 %
  /// @return an exit code
  int compare(double share, PrintWriter out) {
    requireFile(base);
    requireFile(fresh);
    Microbenchmarks before = load(base);
    Microbenchmarks after = load(fresh);
    var comparison = MicroComparison.of(before, after, Double.isNaN(share) ? MARGIN : share);
    if (comparison.lines().isEmpty()) {
      throw new RefusedException(
          "nothing can be compared: %s; run ./bench jmh for NEW with the benchmarks of BASE"
              .formatted(String.join("; ", comparison.refused())));
    }
    out.println("BASE: " + base);
    out.println("NEW:  " + fresh);
    out.print(MicroChangesReport.console(comparison));
    out.flush();
    return comparison.regressed() ? Exit.THRESHOLD_MISSED : Exit.FINE;
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is no file, but the other one is; compare two runs, or two files of ./bench jmh"
              .formatted(file));
    }
  }

  private static Microbenchmarks load(Path file) {
    Microbenchmarks results = Microbenchmarks.load(file);
    List<String> faults = Canaries.faults(results, Canaries.QUICK);
    if (!faults.isEmpty()) {
      throw new VoidResultsException("%s is void: %s".formatted(file, String.join("; ", faults)));
    }
    return results;
  }
}
