package twinstream.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import twinstream.report.RegressionsReport;
import twinstream.verdict.MetricChange;
import twinstream.verdict.Regressions;
import twinstream.verdict.Side;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two runs of the same scenarios and settings, or two files of ./bench jmh: did anything get worse?",
      "Exit code 99 when a metric that decides did, 4 when one of them is invalid in a run.",
      "Files of ./bench jmh: 99 when something allocates more, else 4 when the machine was not equally fast, else 99 when something got slower, else 3 when something could not be compared."
    })
final class CompareCommand implements Callable<Integer> {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?) ?%");
  private static final double LEAST_MARGIN = 0.001;

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "Folder of the run before, or file of microbenchmarks.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  Path base;

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description = "Folder of the run after, or file of microbenchmarks.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  Path fresh;

  @Option(
      names = "--margin",
      paramLabel = "PERCENT",
      description =
          "Up to which change a ratio counts as equivalent, as in 5%% (default: the metric's own, 10%%). Differences keep the margin that is printed beside each.")
  @Nullable String margin;

  @Option(
      names = "--across-environments",
      description = "Compare runs of different machines, JVMs or cores all the same.")
  boolean acrossEnvironments;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Also write the lines as JSON: name, unit, value, range, extra, as github-action-benchmark reads them.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  /// A line in the form of github-action-benchmark's custom results.
  private record Entry(String name, String unit, double value, String range, String extra) {
    static Entry of(MetricChange line) {
      return new Entry(
          String.join(", ", line.scenario(), line.transport(), line.metric().title()),
          line.metric().unit(),
          line.fresh(),
          line.effect(),
          "%s; %s is better; %s within %s"
              .formatted(
                  line.confirmatory() ? "confirmatory" : "exploratory",
                  line.metric().better().name().toLowerCase(Locale.ROOT),
                  line.change().word(),
                  line.marginText()));
    }
  }

  @Override
  public Integer call() {
    double share = share();
    if (Files.isRegularFile(base) || Files.isRegularFile(fresh)) {
      if (json != null || acrossEnvironments) {
        throw new IllegalArgumentException(
            "--json and --across-environments are for two runs, but a file of microbenchmarks was named; leave them out");
      }
      return new MicroFiles(base, fresh).compare(share, spec.commandLine().getOut());
    }
    var before = FinishedRun.load(base);
    var after = FinishedRun.load(fresh);
    var regressions =
        Regressions.of(
            new Side("BASE", before.manifest(), before.results()),
            new Side("NEW", after.manifest(), after.results()),
            share);
    refuse(regressions, before, after);
    PrintWriter out = spec.commandLine().getOut();
    out.println("BASE: " + title(before));
    out.println("NEW:  " + title(after));
    out.print(RegressionsReport.console(regressions));
    out.flush();
    if (json != null) {
      write(json, regressions);
    }
    if (regressions.regressed()) {
      return Exit.THRESHOLD_MISSED;
    }
    if (regressions.invalid()) {
      return Exit.INVALID;
    }
    // What was not compared can't be fine.
    return regressions.refused().isEmpty() ? Exit.FINE : Exit.REFUSED;
  }

  private void refuse(Regressions regressions, FinishedRun before, FinishedRun after) {
    if (regressions.lines().isEmpty()) {
      throw new RefusedException(
          "nothing can be compared: %s; run NEW with the scenarios, the --transports and the settings of BASE (--set)"
              .formatted(String.join("; ", regressions.refused())));
    }
    if (!regressions.places().isEmpty() && !acrossEnvironments) {
      String facts = before.factsUnlike(after);
      throw new RefusedException(
          "BASE and NEW ran in different places: %s%s; add --across-environments to compare them all the same"
              .formatted(
                  String.join("; ", regressions.places()),
                  facts.isEmpty() ? "" : " (facts that differ: " + facts + ")"));
    }
  }

  private double share() {
    if (margin == null) {
      return Double.NaN;
    }
    var percent = PERCENT.matcher(margin.strip());
    double share = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : Double.NaN;
    if (!(share >= LEAST_MARGIN && share <= 1)) {
      throw new IllegalArgumentException(
          "margin must be from 0.1%% to 100%%, as in --margin 5%%, but is \"%s\""
              .formatted(margin));
    }
    return share;
  }

  private static String title(FinishedRun run) {
    return "%s of %s, version %s, commit %s"
        .formatted(
            run.folder(),
            run.manifest().created(),
            run.manifest().suiteVersion(),
            run.manifest().commit());
  }

  private static void write(Path file, Regressions regressions) {
    List<Entry> entries =
        regressions.lines().stream()
            .filter(line -> Double.isFinite(line.fresh()))
            .map(Entry::of)
            .toList();
    try {
      Files.writeString(file, JsonMapper.shared().writeValueAsString(entries) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
