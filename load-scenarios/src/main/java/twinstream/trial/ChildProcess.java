package twinstream.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A JVM of our own class path as a process of its own. It ends at the latest when this process
/// does: its standard input is its life-line, and the system closes that however this process ends.
final class ChildProcess implements AutoCloseable {
  private static final Set<ChildProcess> LIVE = ConcurrentHashMap.newKeySet();
  private static final int TAIL_LINES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private final Path errors;
  private final BufferedReader output;
  private final BufferedWriter input;

  private ChildProcess(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
    output = process.inputReader(UTF_8);
    input = process.outputWriter(UTF_8);
    LIVE.add(this);
  }

  /// @param name for sentences about it
  /// @param cores where it runs, empty for anywhere
  static ChildProcess start(
      String name,
      List<Integer> cores,
      List<String> jvmFlags,
      String mainClass,
      List<String> arguments) {
    return start(
        name, cores, jvmFlags, System.getProperty("java.class.path"), mainClass, arguments);
  }

  /// The same with another class path.
  static ChildProcess start(
      String name,
      List<Integer> cores,
      List<String> jvmFlags,
      String classPath,
      String mainClass,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    try {
      Path errors = Files.createTempFile("twinstream-" + name, ".log");
      var builder = new ProcessBuilder(Cores.pin(cores, command));
      builder.redirectError(errors.toFile());
      return new ChildProcess(name, builder.start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException("can't start the " + name, e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Says a line to the process.
  void say(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException _) {
      // It has ended; whoever waits for its answer is told so.
    }
  }

  /// The next line that the process says.
  ///
  /// @throws TrialFailure when it ends instead
  String nextLine() {
    try {
      String line = output.readLine();
      if (line != null) {
        return line;
      }
      throw ended();
    } catch (IOException _) {
      throw ended();
    }
  }

  /// The next line, if it comes in time; otherwise the process is ended.
  ///
  /// @throws TrialFailure when it ends instead, or is ended
  String nextLine(Duration within) {
    var late =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS));
    try {
      return nextLine();
    } finally {
      late.cancel(false);
    }
  }

  private TrialFailure ended() {
    var _ = endsWithin(PATIENCE);
    return new TrialFailure("the %s process %s%s".formatted(name, howItEnded(), tail()));
  }

  private String howItEnded() {
    if (process.isAlive()) {
      return "no longer answers";
    }
    int code = process.exitValue();
    // The shell's convention for signals, which the JVM's process API follows.
    return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
  }

  private String tail() {
    try {
      List<String> lines =
          Files.readAllLines(errors).stream().filter(line -> !isFrame(line)).toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return last.isEmpty() ? "" : ", and its last words were: " + String.join(" | ", last);
    } catch (IOException _) {
      return "";
    }
  }

  // A line of a stack trace says where, but not what.
  private static boolean isFrame(String line) {
    return line.startsWith("\tat ") || line.startsWith("\t... ");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Waits so long for its end.
  ///
  /// @return true when it has ended
  boolean endsWithin(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Asks it to end, as SIGTERM does.
  void askToEnd() {
    // Process#destroy would close its standard input, too, and it would end at once by that.
    process.toHandle().destroy();
  }

  /// Why it is not alive, as a failure of the trial.
  TrialFailure death() {
    return ended();
  }

  /// Calls an action when the process has ended, however that came about.
  void whenEnded(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    var _ = endsWithin(PATIENCE);
    try {
      Files.deleteIfExists(errors);
    } catch (IOException _) {
      // A log left in the temporary folder harms nobody.
    }
    LIVE.remove(this);
  }

  /// Ends all that this process has started. For shutdown hooks.
  static void endAll() {
    LIVE.forEach(ChildProcess::close);
  }
}
