package twinstream.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.verify.Verification;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Recomputes every number of a run from its raw files by a path of its own, and says which differ.")
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Folder of the run.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  Path run;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    var _ = Runs.manifest(run);
    var verification = Verification.of(run);
    var out = spec.commandLine().getOut();
    verification.lines().forEach(out::println);
    out.flush();
    return verification.agrees() ? Exit.FINE : Exit.INVALID;
  }
}
