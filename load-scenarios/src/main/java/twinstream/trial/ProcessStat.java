package twinstream.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What `/proc` says of a process, or of several together, read from outside: they can't flatter
/// themselves. Zeros where there is no `/proc`.
record ProcessStat(List<Long> pids) {
  /// User-visible clock ticks, fixed at 100 a second on Linux (proc(5), sysconf(3)).
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int UTIME_FIELD = 11;
  private static final int PAGE_BYTES = 4096;

  ProcessStat {
    pids = List.copyOf(pids);
  }

  ProcessStat(long pid) {
    this(List.of(pid));
  }

  static ProcessStat self() {
    return new ProcessStat(ProcessHandle.current().pid());
  }

  /// User and kernel time of all threads so far; steps of 10 ms.
  long cpuNanos() {
    return pids.stream().mapToLong(ProcessStat::cpuNanos).sum();
  }

  private static long cpuNanos(long pid) {
    String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
    // The name in parentheses may hold spaces; what follows it does not.
    int end = stat.lastIndexOf(')');
    if (end < 0) {
      return 0;
    }
    String[] fields = stat.substring(end + 2).split(" ");
    return (Long.parseLong(fields[UTIME_FIELD]) + Long.parseLong(fields[UTIME_FIELD + 1]))
        * NANOS_PER_TICK;
  }

  /// Resident set in bytes.
  long residentBytes() {
    return pids.stream().mapToLong(ProcessStat::residentBytes).sum();
  }

  private static long residentBytes(long pid) {
    for (String line : text(Path.of("/proc", Long.toString(pid), "status")).lines().toList()) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }

  /// Memory of all TCP sockets of the machine's network namespace, bytes.
  static long kernelSocketBytes() {
    for (String line : text(Path.of("/proc/net/sockstat")).lines().toList()) {
      if (line.startsWith("TCP:")) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) * PAGE_BYTES;
      }
    }
    return 0;
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException _) {
      return "";
    }
  }
}
