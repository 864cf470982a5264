package twinstream.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which cores server and crowd run on: disjoint halves where there are two or more and the system
/// can pin.
///
/// @param server cores of the server, empty when nothing is pinned
/// @param crowd cores of the crowd, empty when nothing is pinned
public record Cores(List<Integer> server, List<Integer> crowd) {
  private static final int MOVES = 5;

  /// Looks what this process may use.
  public static Cores share() {
    List<Integer> allowed = allowed(Path.of("/proc/self/status"));
    if (allowed.size() < 2 || !canPin()) {
      return new Cores(List.of(), List.of());
    }
    int half = allowed.size() / 2;
    return new Cores(allowed.subList(0, half), allowed.subList(half, allowed.size()));
  }

  /// True when server and crowd can't take time from each other.
  public boolean pinned() {
    return !server.isEmpty();
  }

  /// How many cores the server may use.
  int serverCount() {
    return pinned() ? server.size() : Runtime.getRuntime().availableProcessors();
  }

  /// How many cores the crowd may use.
  int crowdCount() {
    return pinned() ? crowd.size() : Runtime.getRuntime().availableProcessors();
  }

  /// Puts a command onto cores; leaves it as it is when there are none to choose.
  public static List<String> pin(List<Integer> cores, List<String> command) {
    if (cores.isEmpty()) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", list(cores)));
    pinned.addAll(command);
    return pinned;
  }

  /// Moves all threads of a process onto some cores.
  ///
  /// @return false when the system refuses, or the process has ended
  static boolean move(List<Integer> cores, long pid) {
    // A thread that comes or goes meanwhile makes an attempt incomplete or fail.
    for (int attempt = 0; attempt < MOVES; attempt++) {
      if (setAffinity(cores, pid) && threadsAreOn(cores, pid)) {
        return true;
      }
    }
    return false;
  }

  private static boolean setAffinity(List<Integer> cores, long pid) {
    try {
      return new ProcessBuilder("taskset", "-apc", list(cores), Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean threadsAreOn(List<Integer> cores, long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      // One that has ended meanwhile tells no cores.
      return threads
          .map(thread -> allowed(thread.resolve("status")))
          .allMatch(allowed -> allowed.isEmpty() || cores.containsAll(allowed));
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }

  private static String list(List<Integer> cores) {
    return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static boolean canPin() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
  }

  /// The cores that a thread may use, from its `status` under `/proc`; none where it has ended.
  static List<Integer> allowed(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .flatMap(line -> Stream.of(line.substring(line.indexOf(':') + 1).strip().split(",")))
          .flatMapToInt(Cores::range)
          .boxed()
          .toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  // "0-3" or "5"
  private static IntStream range(String text) {
    String[] ends = text.split("-");
    return IntStream.rangeClosed(
        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }
}
