package twinstream.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Processes below another, found by their main class. `ProcessHandle` alone cuts long command
/// lines short.
public final class Children {
  private Children() {}

  public static List<ProcessHandle> of(ProcessHandle parent, Class<?> main) {
    return parent.descendants().filter(child -> arguments(child).contains(main.getName())).toList();
  }

  private static List<String> arguments(ProcessHandle process) {
    try {
      return List.of(
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).split("\0"));
    } catch (IOException _) {
      // It has ended.
      return List.of();
    }
  }
}
