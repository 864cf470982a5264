package twinstream.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Makes the report of a run again from its files, and prints the answer.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  Path run;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    return new Runs(spec.commandLine().getOut(), spec.commandLine().getErr()).report(run);
  }
}
