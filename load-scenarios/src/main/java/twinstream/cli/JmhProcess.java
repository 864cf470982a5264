package twinstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// JMH in a JVM of its own, whose output goes to a file, and its progress to people.
///
/// @param jvm its flags
/// @param arguments for JMH, from `-jar` on
/// @param log gets all that it prints
/// @param err where progress is shown
record JmhProcess(List<String> jvm, List<String> arguments, Path log, PrintWriter err) {
  private static final long LONGEST_END_SECONDS = 10;

  /// Runs it to its end, which takes along the JVMs that it has forked.
  ///
  /// @return 0; 1 when a benchmark failed, 130 when it was interrupted
  int run() {
    var progress = new JmhProgress(err);
    Process process = start(jvm, arguments);
    var hook = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(hook);
    try (BufferedReader output = process.inputReader(UTF_8);
        PrintWriter kept = new PrintWriter(Files.newBufferedWriter(log))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        kept.println(line);
        kept.flush();
        progress.line(line);
      }
      int code = process.waitFor();
      progress.end();
      if (code != 0) {
        err.printf("A benchmark failed; what JMH says stands in %s.%n", log);
        err.flush();
        return Exit.OUR_BUG;
      }
      return Exit.FINE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    } finally {
      end(process);
    }
  }

  // The forked JVMs first: they would go on alone.
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(List<String> jvm, List<String> arguments) {
    List<String> command = Suite.command(Stream.concat(jvm.stream(), arguments.stream()).toList());
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException("can't start " + command.getFirst(), e);
    }
  }

  /// Names of all benchmarks, with package, class and method.
  static List<String> listed(Path jar, List<String> jvm) {
    Process process = start(jvm, List.of("-jar", jar.toString(), "-l"));
    try (BufferedReader output = process.inputReader(UTF_8)) {
      return output
          .lines()
          .filter(line -> line.startsWith("twinstream."))
          .map(String::strip)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end(process);
    }
  }

  /// Their classes, without package.
  static List<String> classes(List<String> benchmarks) {
    return benchmarks.stream()
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .distinct()
        .sorted()
        .toList();
  }
}
