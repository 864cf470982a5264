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
    double margin = Double.isNaN(share) ? MARGIN : share;
    var comparison = MicroComparison.of(before, after, margin);
    if (comparison.lines().isEmpty()) {
      throw new RefusedException(
          "nothing can be compared: %s; run ./bench jmh for NEW with the benchmarks of BASE"
              .formatted(String.join("; ", comparison.refused())));
    }
    out.println("BASE: " + base);
    out.println("NEW:  " + fresh);
    out.print(MicroChangesReport.console(comparison));
    out.flush();
    if (comparison.allocatesMore()) {
      // That is exact, however fast the machine was.
      return Exit.THRESHOLD_MISSED;
    }
    requirePace(Canaries.pace(before, after), margin);
    if (comparison.regressed()) {
      return Exit.THRESHOLD_MISSED;
    }
    // What was not compared can't be fine.
    return comparison.refused().isEmpty() ? Exit.FINE : Exit.REFUSED;
  }

  private static void requirePace(double pace, double margin) {
    if (Math.abs(Math.log(pace)) > Math.log1p(margin)) {
      throw new VoidResultsException(
          "No time can be compared: known work took %.2f times as long in NEW as in BASE, so the machine itself was not equally fast. Measure both again, one behind the other."
              .formatted(pace));
    }
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is no file, but the other one is; compare two runs, or two files of ./bench jmh"
              .formatted(file));
    }
  }

  /// The results in a file.
  ///
  /// @throws VoidResultsException if known work did not come out as known in them
  static Microbenchmarks load(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is no file; ./bench jmh --json FILE makes one".formatted(file));
    }
    Microbenchmarks results = Microbenchmarks.load(file);
    List<String> faults = Canaries.faults(results);
    if (!faults.isEmpty()) {
      throw new VoidResultsException(
          "%s is void: %s. Run ./bench jmh again when the machine has come to rest."
              .formatted(file, String.join("; ", faults)));
    }
    return results;
  }
}
