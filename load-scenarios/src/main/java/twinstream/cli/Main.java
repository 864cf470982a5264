package twinstream.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line: a table of contents.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = SuiteVersion.class,
    description = "SSE or WebSocket, for streaming tokens to people? Measures both.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 fine, 1 our bug, 2 wrong usage, 3 refused before the start,",
      "4 measurement invalid, 99 threshold missed, 130 interrupted (resumable)."
    },
    subcommands = {
      QuickCommand.class,
      RunCommand.class,
      PlanCommand.class,
      ListCommand.class,
      BytesCommand.class,
      ServeCommand.class,
      DoctorCommand.class,
      PathsCommand.class,
      ProbeCommand.class,
      SelftestCommand.class,
      EnvCommand.class,
      ReportCommand.class,
      VerifyCommand.class,
      ResumeCommand.class,
      CompareCommand.class,
      ReproduceCommand.class,
      JmhCommand.class,
      GatlingCommand.class
    })
public final class Main implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /// Runs one command in this process.
  ///
  /// @return its exit code
  static int execute(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(new Failures());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command; `./bench quick` gives a first answer");
  }
}
