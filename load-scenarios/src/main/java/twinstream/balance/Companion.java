package twinstream.balance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A foreign program as a child process with a folder of its own. Both are gone at the latest when
/// this process is, however it ends: `companion.sh` between us waits for the end of its standard
/// input, which the system closes then.
final class Companion implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
  private static final int CONNECT_MILLIS = 500;
  private static final int TRIES = 5;

  /// What programs say when another process has come first to a port.
  private static final List<String> TAKEN =
      List.of("Address already in use", "cannot bind socket", "bind() to");

  /// How a program is told where it lives.
  @FunctionalInterface
  interface Layout {
    /// @param folder empty, and the program's own
    /// @param ports of 127.0.0.1, as many as were asked for
    /// @return its command line
    List<String> command(Path folder, List<Integer> ports) throws IOException;
  }

  private final String name;
  private final Process shell;
  private final BufferedReader said;
  private final ProcessHandle program;
  private final Path folder;
  private final List<Integer> ports;

  private Companion(String name, Process shell, Path folder, List<Integer> ports)
      throws IOException {
    this.name = name;
    this.shell = shell;
    this.folder = folder;
    this.ports = ports;
    said = shell.inputReader(UTF_8);
    String pid = said.readLine();
    // A program that has ended already has no handle; the shell's own then stands for it.
    program =
        pid == null
            ? shell.toHandle()
            : ProcessHandle.of(Long.parseLong(pid.strip())).orElse(shell.toHandle());
  }

  /// Starts a program and waits until it listens on all its ports.
  ///
  /// @param name for sentences about it
  /// @param count of ports
  /// @throws CompanionFailure when it does not come up within 15 s
  static Companion start(String name, int count, Layout layout) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(name, count, layout);
      } catch (CompanionFailure failure) {
        if (attempt == TRIES || !isTaken(String.valueOf(failure.getMessage()))) {
          throw failure;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("can't start " + name, e);
      }
    }
  }

  private static Companion once(String name, int count, Layout layout) throws IOException {
    Path folder = Files.createTempDirectory("twinstream-" + name);
    try {
      List<Integer> ports = FreePorts.find(count);
      List<String> command =
          new ArrayList<>(
              List.of("sh", "-c", Shipped.text("companion.sh"), "companion", folder.toString()));
      command.addAll(layout.command(folder, ports));
      var builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      var companion = new Companion(name, builder.start(), folder, ports);
      try {
        companion.awaitPorts();
        return companion;
      } catch (CompanionFailure failure) {
        companion.close();
        throw failure;
      }
    } catch (IOException | RuntimeException failure) {
      delete(folder);
      throw failure;
    }
  }

  private void awaitPorts() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      // In this order: a port at which another process listens lets us in, too.
      boolean listening = ports.stream().allMatch(Companion::listens);
      String log = log();
      if (!shell.isAlive()) {
        throw new CompanionFailure(
            "%s ended with exit code %d as soon as it was started%s"
                .formatted(name, shell.exitValue(), lastWords(lastSaid())));
      }
      if (isTaken(log)) {
        throw new CompanionFailure(name + " did not get its port" + lastWords(log));
      }
      if (listening) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new CompanionFailure(
            "%s did not listen within %d s%s"
                .formatted(name, START_TIMEOUT.toSeconds(), lastWords(log)));
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CompanionFailure("the wait for " + name + " was interrupted");
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isTaken(String words) {
    return TAKEN.stream().anyMatch(words::contains);
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException _) {
      return "";
    }
  }

  // The shell's farewell, when the program's folder is gone already.
  private String lastSaid() {
    return said.lines().collect(Collectors.joining("\n"));
  }

  private static String lastWords(String log) {
    List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? ""
        : ", and its last words were: "
            + String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  /// The program's own process, not that of the shell around it.
  long pid() {
    return program.pid();
  }

  int port(int index) {
    return ports.get(index);
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  /// Calls an action when the program has ended, however that came about.
  void whenEnded(Runnable action) {
    var _ = shell.onExit().thenRun(action);
  }

  /// Ends the program and waits for its end.
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
    } catch (IOException _) {
      // It has ended already.
    }
    if (!endsWithin(STOP_TIMEOUT)) {
      program.destroyForcibly();
      shell.destroyForcibly();
      var _ = endsWithin(STOP_TIMEOUT);
    }
    delete(folder);
  }

  private boolean endsWithin(Duration atMost) {
    try {
      return shell.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // Whoever interrupts wants the end; the program gets it at once.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException _) {
      // What is left in the temporary folder harms nobody.
    }
  }
}
