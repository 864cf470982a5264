package twinstream.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import twinstream.result.Surroundings;
import twinstream.result.Throttling;

/// What the system says of the whole machine, and of the control groups' quotas, at one moment
/// (proc(5), `/proc/stat`; [Throttling]). Zeros where it does not tell. Nanoseconds since the
/// machine or the group started.
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
        Throttling.nanos(root),
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

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }
}
