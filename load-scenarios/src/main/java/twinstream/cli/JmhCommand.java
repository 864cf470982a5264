package twinstream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    description = "Runs the microbenchmarks: they explain a difference and never claim one.")
final class JmhCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REGEX",
      arity = "0..1",
      defaultValue = ".*",
      description = "Which benchmarks (default: all).")
  String regex = ".*";

  @Option(names = "--quick", description = "One short fork: for a look, not for publication.")
  boolean quick;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      defaultValue = "jmh-results.json",
      description = "Where JMH's own JSON goes (default: ${DEFAULT-VALUE}).")
  Path json = Path.of("jmh-results.json");

  @Override
  public Integer call() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                Suite.built("jmh/target/benchmarks.jar").toString(),
                regex,
                "-prof",
                "gc",
                "-rf",
                "json",
                "-rff",
                json.toString()));
    if (quick) {
      command.addAll(List.of("-f", "1", "-wi", "2", "-i", "3", "-w", "500ms", "-r", "500ms"));
    }
    return Suite.java(List.of(), command);
  }
}
