package twinstream.cli;

import java.io.PrintWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes one line for each benchmark of what JMH prints about how far it has come.
final class JmhProgress {
  private static final Pattern PROGRESS =
      Pattern.compile("# Run progress: ([\\d.]+)% complete, ETA (.+)");
  private static final Pattern BENCHMARK =
      Pattern.compile("# Benchmark: (?:\\w+\\.)*(\\w+\\.\\w+)");
  private static final Pattern PARAMETERS = Pattern.compile("# Parameters: \\((.*)\\)");
  private static final String FORK = "# Fork: 1 of";

  private final PrintWriter err;
  private final boolean redraw = Terminal.interactive();
  private String benchmark = "";
  private String parameters = "";
  private String percent = "0";
  private String left = "";

  JmhProgress(PrintWriter err) {
    this.err = err;
  }

  /// Takes a line of JMH's output.
  void line(String line) {
    Matcher named = BENCHMARK.matcher(line);
    Matcher chosen = PARAMETERS.matcher(line);
    Matcher progress = PROGRESS.matcher(line);
    if (named.matches()) {
      benchmark = named.group(1);
      parameters = "";
    } else if (chosen.matches()) {
      parameters = " " + chosen.group(1).replace(" = ", "=").replace(",", "");
    } else if (progress.matches()) {
      percent = progress.group(1).replaceFirst("\\..*", "");
      left = progress.group(2);
    } else if (line.startsWith(FORK)) {
      show("[%3s %%] %s%s  %s left".formatted(percent, benchmark, parameters, left));
    }
  }

  private void show(String line) {
    if (redraw) {
      err.print(Terminal.CLEAR_LINE + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  /// Takes the line away again where it was drawn over.
  void end() {
    if (redraw) {
      err.print(Terminal.CLEAR_LINE);
      err.flush();
    }
  }
}
