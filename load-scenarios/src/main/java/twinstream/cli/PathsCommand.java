package twinstream.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import twinstream.probe.PathTable;
import twinstream.probe.Paths;
import twinstream.trial.Run;

@Command(
    name = "paths",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what balancers do to each transport: whether tokens arrive at once, what ends a silent stream.",
      "A balancer that is not installed is skipped (see docs/paths.md)."
    })
final class PathsCommand implements Callable<Integer> {
  private static final int LONGEST_SECONDS = 3_600;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder for paths.md and paths.json (default: the table is only printed).")
  @Nullable Path out;

  @Option(
      names = "--silence",
      paramLabel = "SECONDS",
      defaultValue = "75",
      description = "How long silent streams are looked at (default: ${DEFAULT-VALUE}).")
  int silence;

  @Option(names = "--quick", description = "Leaves silent streams out: about 20 s.")
  boolean quick;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (silence < 1 || silence > LONGEST_SECONDS) {
      throw new IllegalArgumentException(
          "--silence must be from 1 to %d s, but is %d".formatted(LONGEST_SECONDS, silence));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(Run::endProcesses));
    PrintWriter err = spec.commandLine().getErr();
    PathTable table;
    try (var paths =
        new Paths(sentence -> {
          err.println(sentence);
          err.flush();
        })) {
      table = paths.walk(quick ? 0 : silence);
    }
    PrintWriter print = spec.commandLine().getOut();
    print.print(table.text());
    if (out != null) {
      table.save(out);
      print.println("Written: " + out.resolve("paths.md") + ", " + out.resolve("paths.json"));
    }
    print.flush();
    return Exit.FINE;
  }
}
