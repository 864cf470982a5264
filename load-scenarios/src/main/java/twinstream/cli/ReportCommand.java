package twinstream.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.result.RunFiles;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Makes the report of a run again from its files, and prints the answer.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  Path run;

  @Option(
      names = "--jmh",
      paramLabel = "FILE",
      description =
          "Results of ./bench jmh, put beside the run: the report then says where the time goes.")
  @Nullable Path jmh;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (jmh != null) {
      var _ = Runs.manifest(run);
      var _ = MicroFiles.load(jmh);
      RunFiles.attach(run, jmh);
    }
    return new Runs(spec.commandLine().getOut(), spec.commandLine().getErr()).report(run);
  }
}
