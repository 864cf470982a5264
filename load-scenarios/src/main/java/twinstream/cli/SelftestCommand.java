package twinstream.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import twinstream.result.Environment;
import twinstream.selftest.Check;
import twinstream.selftest.Finding;
import twinstream.selftest.Findings;
import twinstream.selftest.Lab;
import twinstream.selftest.SelfTest;
import twinstream.trial.Run;

@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    description = {
      "Plants faults and looks whether the instrument sees them: about 13 minutes.",
      "S6 (a twin that is slower by 1 ms) takes up to 15 more and runs when asked for by --only."
    })
final class SelftestCommand implements Callable<Integer> {
  private static final String RECORD = "selftest.json";

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Checks to carry out, as in S2,S10 (default: all but S6).")
  List<String> only = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Keeps what was run, and the findings as selftest.json (default: neither).")
  @Nullable Path out;

  private volatile boolean over;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    List<Check> checks = SelfTest.chosen(only);
    Path folder = folder();
    var ending = new Thread(() -> end(folder));
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      return carryOut(checks, folder);
    } catch (RuntimeException failure) {
      Interrupt.giveWay();
      throw failure;
    } finally {
      over = true;
      clear(folder);
    }
  }

  private int carryOut(List<Check> checks, Path folder) {
    PrintWriter print = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Environment environment = SuiteFacts.environment();
    var lab =
        new Lab(
            folder,
            environment.id(),
            (name, plan, plantings) ->
                Runs.quietly(name, "./bench selftest", plan, folder.resolve(name), plantings));
    List<Finding> findings =
        SelfTest.run(
            checks,
            lab,
            check -> say(err, check.id() + ": " + check.title() + " …"),
            finding -> say(print, finding.sentence()));
    var record =
        new Findings(
            started,
            Duration.between(started, Instant.now()).toSeconds(),
            environment.suite(),
            environment.machine(),
            findings);
    if (out != null) {
      record.save(folder.resolve(RECORD));
    }
    say(print, summary(record));
    return record.failed() == 0 ? Exit.FINE : Exit.INVALID;
  }

  private static String summary(Findings record) {
    return "%d passed, %d failed, %d not available, in %d s."
        .formatted(
            record.count(Finding.Outcome.PASS),
            record.failed(),
            record.count(Finding.Outcome.NOT_AVAILABLE),
            record.seconds());
  }

  private static void say(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }

  private Path folder() {
    try {
      if (out == null) {
        return Files.createTempDirectory("twinstream-selftest");
      }
      if (Files.isDirectory(out) && !isEmpty(out)) {
        throw new IllegalArgumentException(out + " is not empty; name another folder");
      }
      return Files.createDirectories(out);
    } catch (IOException e) {
      throw new RefusedException(
          "can't write to the folder %s (%s); name another one with --out"
              .formatted(out, e.getClass().getSimpleName()));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  // Ctrl-C or a polite kill; after an ordinary end there is nothing left to do.
  private void end(Path folder) {
    if (over) {
      return;
    }
    Interrupt.request();
    Run.endProcesses();
    clear(folder);
    PrintWriter err = spec.commandLine().getErr();
    say(
        err,
        out == null
            ? "Interrupted: what was seen stands above, nothing is kept."
            : "Interrupted: what was seen stands above, what was run by then is in "
                + folder
                + ".");
    Runtime.getRuntime().halt(Exit.INTERRUPTED);
  }

  private void clear(Path folder) {
    if (out != null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException _) {
      // A folder left in the temporary one harms nobody.
    }
  }
}
