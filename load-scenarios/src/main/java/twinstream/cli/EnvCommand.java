package twinstream.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.result.DamagedRunException;
import twinstream.result.Environment;

@Command(
    name = "env",
    mixinStandardHelpOptions = true,
    description = "Prints what a run here would note of this machine and this build.",
    subcommands = EnvCommand.Diff.class)
final class EnvCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Environment here = SuiteFacts.environment();
    here.groups()
        .forEach((group, facts) -> {
          if (!facts.isEmpty()) {
            out.println(group.equals("before") ? "now" : group);
            facts.forEach(
                (fact, value) -> out.printf(EnvironmentDiff.FACT + "  %s%n", fact, value));
          }
        });
    out.println("Environment " + here.id() + ": a hash of what stands under machine.");
    return Exit.FINE;
  }

  /// Exit code 99 says that the two must not be compared.
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the facts in which the environments of two runs differ.",
        "Exit code 99 when their trials must not be compared."
      })
  static final class Diff implements Callable<Integer> {
    @Parameters(
        index = "0",
        paramLabel = "A",
        description = "Folder of a run, or its environment.json.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path first;

    @Parameters(index = "1", paramLabel = "B", description = "The other one.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path second;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
      var diff = new EnvironmentDiff(read(first), read(second));
      PrintWriter out = spec.commandLine().getOut();
      diff.lines().forEach(out::println);
      return diff.same() ? Exit.FINE : Exit.THRESHOLD_MISSED;
    }

    private static Environment read(Path place) {
      Path file = Files.isDirectory(place) ? place.resolve(Environment.FILE) : place;
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "%s holds no environment: there is no %s; name the folder of a run, or such a file"
                .formatted(place, file));
      }
      try {
        return Environment.read(file);
      } catch (DamagedRunException e) {
        throw new IllegalArgumentException(
            "%s is no environment of a run as this version writes it; name the folder of another run"
                .formatted(file),
            e);
      }
    }
  }
}
