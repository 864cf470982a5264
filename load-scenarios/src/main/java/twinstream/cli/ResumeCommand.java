package twinstream.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Goes on with a run that was interrupted: runs what is missing, then reports.")
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  Path run;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    return new Runs(spec.commandLine().getOut(), spec.commandLine().getErr()).resume(run);
  }
}
