package twinstream.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import twinstream.result.Surroundings;

/// What the system says of the whole machine, and of the control group's quota, at one moment
/// (proc(5), `/proc/stat`; `cpu.stat` of either version of control groups). Zeros where it does not
/// tell. Nanoseconds since the machine or the group started.
record MachineStat(long busyNanos, long stealNanos, long throttledNanos, int cores) {
  private static final long NANOS_PER_TICK = 10_000_000;
  private static final int STEAL_FIELD = 8;
  private static final int[] BUSY_FIELDS = {1, 2, 3, 6, 7};

  static MachineStat now() {
    return read(Path.of("/"));
  }

  /// @param root of the file system; another folder in tests
  static MachineStat read(Path root) {
    List<String> stat = lines(root.resolve("proc/stat"));
    String[] all = stat.isEmpty() ? new String[0] : stat.getFirst().trim().split("\\s+");
    long busy = 0;
    for (int field : BUSY_FIELDS) {
      busy += ticks(all, field);
    }
    int cores = (int) stat.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
    return new MachineStat(
        busy * NANOS_PER_TICK,
        ticks(all, STEAL_FIELD) * NANOS_PER_TICK,
        throttledNanos(root),
        Math.max(1, cores));
  }

  /// What went on since an earlier moment.
  ///
  /// @param ownNanos CPU time of server and crowd meanwhile
  Surroundings since(MachineStat before, long ownNanos) {
    return new Surroundings(
        stealNanos - before.stealNanos,
        throttledNanos - before.throttledNanos,
        // Each of the three is rounded to ticks of its own.
        Math.max(0, busyNanos - before.busyNanos - ownNanos),
        cores);
  }

  private static long ticks(String[] fields, int field) {
    return field < fields.length ? Long.parseLong(fields[field]) : 0;
  }

  private static long throttledNanos(Path root) {
    return groups(root)
        .map(group -> group.resolve("cpu.stat"))
        .filter(Files::isReadable)
        .findFirst()
        .map(file -> value(file, "throttled_time", 1) + value(file, "throttled_usec", 1_000))
        .orElse(0L);
  }

  // Our own group where its folder is seen, else the root of what is seen: in a container that is
  // our own.
  private static Stream<Path> groups(Path root) {
    Path all = root.resolve("sys/fs/cgroup");
    return Stream.concat(
            lines(root.resolve("proc/self/cgroup")).stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .filter(parts -> parts[1].isEmpty() || List.of(parts[1].split(",")).contains("cpu"))
                .flatMap(parts ->
                    Stream.of(
                        all.resolve(parts[1]).resolve("." + parts[2]),
                        all.resolve("cpu").resolve("." + parts[2]))),
            Stream.of(all.resolve("cpu"), all))
        .map(Path::normalize);
  }

  private static long value(Path file, String name, long factor) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()) * factor)
        .sum();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }
}
