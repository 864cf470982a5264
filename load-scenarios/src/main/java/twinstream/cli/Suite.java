package twinstream.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import twinstream.trial.Cores;

/// The checkout that this command line was built from, and its other programs.
final class Suite {
  private Suite() {}

  /// A file of the checkout.
  ///
  /// @throws RefusedException when it was not built
  static Path built(String path) {
    Path file = Path.of(System.getProperty("twinstream.home", "."), path);
    if (!Files.exists(file)) {
      throw new RefusedException(path + " is missing; build it: mvn -q -DskipTests package");
    }
    return file;
  }

  /// A command line for a JVM like this one.
  static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }

  /// Runs a program of ours in a JVM of its own, on this terminal.
  ///
  /// @param cores where it runs, empty for anywhere
  /// @return its exit code
  static int java(List<Integer> cores, List<String> arguments) {
    List<String> command = command(arguments);
    Process process = null;
    try {
      process = new ProcessBuilder(Cores.pin(cores, command)).inheritIO().start();
      Process started = process;
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("can't start " + command.getFirst(), e);
    } catch (InterruptedException _) {
      process.destroy();
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }
}
