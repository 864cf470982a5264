package twinstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import twinstream.report.MicroTable;
import twinstream.result.Microbenchmarks;
import twinstream.verdict.Canaries;

@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the microbenchmarks: they explain a difference and never claim one (docs/microbenchmarks.md).",
      "All of them take about an hour, with --quick 5 minutes. Exit code 4 when known work does not come out as known."
    })
final class JmhCommand implements Callable<Integer> {
  // Heap and collector of the servers. Histograms of some libraries still use Unsafe.
  private static final List<String> JVM =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseG1GC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");
  private static final String CANARIES = "CanaryBenchmark";

  @Parameters(
      paramLabel = "REGEX",
      arity = "0..1",
      defaultValue = ".*",
      description = "Which benchmarks, by class and method (default: all).")
  String regex = ".*";

  @Option(names = "--quick", description = "One short fork each: for a look, not for publication.")
  boolean quick;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      defaultValue = "jmh-results.json",
      description =
          "Where JMH's own JSON goes, with its output as .log beside it (default: ${DEFAULT-VALUE}).")
  Path json = Path.of("jmh-results.json");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    Pattern wanted = pattern();
    requireFile();
    Path jar = Suite.built("jmh/target/benchmarks.jar");
    List<String> known = JmhProcess.listed(jar, JVM);
    if (known.stream().noneMatch(wanted.asPredicate())) {
      throw new IllegalArgumentException(
          "no benchmark matches \"%s\"; there are %s"
              .formatted(regex, String.join(", ", JmhProcess.classes(known))));
    }
    // So that an interrupted run leaves neither half a file nor an earlier one that looks like its
    // own.
    Path part = Path.of(json + ".part");
    part.toFile().deleteOnExit();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-jar",
                jar.toString(),
                regex,
                CANARIES,
                "-prof",
                "gc",
                "-foe",
                "true",
                "-rf",
                "json",
                "-rff",
                part.toString()));
    arguments.addAll(List.of("-jvmArgs", String.join(" ", JVM)));
    if (quick) {
      arguments.addAll(List.of("-f", "1", "-wi", "2", "-i", "3", "-w", "300ms", "-r", "300ms"));
    }
    var process = new JmhProcess(JVM, arguments, log(), spec.commandLine().getErr());
    int code = process.run();
    if (code != Exit.FINE) {
      return code;
    }
    move(part);
    return judged(Microbenchmarks.load(json));
  }

  private void move(Path part) {
    try {
      Files.move(part, json, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return Path.of(json.toString().replaceFirst("\\.json$", "") + ".log");
  }

  private int judged(Microbenchmarks results) {
    var out = spec.commandLine().getOut();
    out.print(MicroTable.console(results));
    out.println();
    out.println("Results: %s, JMH's own output: %s".formatted(json, log()));
    out.flush();
    List<String> faults = Canaries.faults(results);
    if (!faults.isEmpty()) {
      throw new VoidResultsException(
          "These results are void: %s. Let the machine come to rest, and run it again."
              .formatted(String.join("; ", faults)));
    }
    return Exit.FINE;
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "REGEX must be a regular expression, but is \"%s\": %s"
              .formatted(regex, e.getDescription()),
          e);
    }
  }

  // Before an hour of work, not after it.
  private void requireFile() {
    Path folder = json.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "--json must name a file in a folder that can be written to, but is \"%s\""
              .formatted(json));
    }
    if (Files.isDirectory(json)) {
      throw new IllegalArgumentException(
          "--json must name a file, but %s is a folder".formatted(json));
    }
    if (Files.exists(json)) {
      try {
        var _ = Microbenchmarks.load(json);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "--json must not name a file that is something else: %s".formatted(e.getMessage()), e);
      }
    }
  }
}
