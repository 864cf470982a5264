package twinstream.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import twinstream.result.NodeUsage;

/// A control group of its own for one process, with a quota of CPU time (cgroups(7); kernel
/// documentation, `sched-bwc`): what it may use is fixed, whatever else runs on its core.
public final class CpuQuota implements AutoCloseable {
  /// Of one period of the quota. Short, because whoever has used its part of one waits until it is
  /// over.
  static final Duration PERIOD = Duration.ofMillis(10);

  private static final long PERIOD_MICROS = PERIOD.toNanos() / 1_000;
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final int TRIES = 50;
  private static final Pattern LEFT = Pattern.compile("twinstream-\\d+(-probe)?");

  private final Path folder;
  private final boolean unified;
  private final double cores;

  private CpuQuota(Path folder, boolean unified, double cores) {
    this.folder = folder;
    this.unified = unified;
    this.cores = cores;
  }

  /// Where this process could make control groups with a quota, in words; empty where it can't.
  public static Optional<String> available() {
    String name = "twinstream-" + ProcessHandle.current().pid() + "-probe";
    try (CpuQuota probe = make(name, 0.1)) {
      if (probe == null) {
        return Optional.empty();
      }
      probe.begin();
      return Optional.of(probe.version());
    } catch (TrialFailure _) {
      return Optional.empty();
    }
  }

  /// Moves a process into a group of its own, whose quota is not in force yet.
  ///
  /// @param cores of which it will be able to use so much, 0.1 to 0.8
  /// @throws TrialFailure when the system refuses
  static CpuQuota around(long pid, double cores) {
    CpuQuota quota = make("twinstream-" + pid, cores);
    if (quota == null) {
      throw new TrialFailure(
          "no control group with a CPU quota can be made; set limit=admission, or run as a user who may");
    }
    try {
      Files.writeString(quota.folder.resolve("cgroup.procs"), Long.toString(pid));
      return quota;
    } catch (IOException e) {
      quota.close();
      throw new TrialFailure("process " + pid + " can't be given a CPU quota: " + e);
    }
  }

  /// A group that another process has made, and closes.
  ///
  /// @param folder as [#folder()] gives it
  static CpuQuota at(String folder, double cores) {
    Path group = Path.of(folder);
    return new CpuQuota(group, Files.exists(group.resolve("cpu.max")), cores);
  }

  private static @Nullable CpuQuota make(String name, double cores) {
    boolean unified = Files.exists(MOUNT.resolve("cgroup.controllers"));
    Path parent = unified ? ownGroup() : MOUNT.resolve("cpu");
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      return null;
    }
    sweep(parent);
    Path folder = parent.resolve(name);
    try {
      Files.createDirectories(folder);
      return new CpuQuota(folder, unified, cores);
    } catch (IOException _) {
      return null;
    }
  }

  /// Puts the quota into force.
  ///
  /// @throws TrialFailure when the system refuses
  void begin() {
    set(Long.toString(Math.round(cores * PERIOD_MICROS)));
  }

  /// Lifts the quota.
  void end() {
    set(unified ? "max" : "-1");
  }

  private void set(String quotaMicros) {
    try {
      if (unified) {
        Files.writeString(folder.resolve("cpu.max"), quotaMicros + " " + PERIOD_MICROS);
      } else {
        Files.writeString(folder.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
        Files.writeString(folder.resolve("cpu.cfs_quota_us"), quotaMicros);
      }
    } catch (IOException e) {
      throw new TrialFailure("the CPU quota of %s can't be set: %s".formatted(folder, e));
    }
  }

  // What a process left behind that was killed.
  private static void sweep(Path parent) {
    try (Stream<Path> groups = Files.list(parent)) {
      groups
          .filter(group -> LEFT.matcher(String.valueOf(group.getFileName())).matches())
          .filter(group -> !isAlive(String.valueOf(group.getFileName())))
          .forEach(CpuQuota::removeOnce);
    } catch (IOException | UncheckedIOException _) {
      // It is there another time.
    }
  }

  private static boolean isAlive(String name) {
    String pid = name.replaceAll("\\D", "");
    return ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }

  private static boolean removeOnce(Path folder) {
    try {
      return Files.deleteIfExists(folder);
    } catch (IOException _) {
      return false;
    }
  }

  // Only a group whose parent hands the controller down can have a quota; that of the process
  // itself often can't, as it has processes.
  private static Path ownGroup() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
        if (line.startsWith("0::/")) {
          Path own = MOUNT.resolve(line.substring("0::/".length()));
          Path parent = own.equals(MOUNT) ? MOUNT : own.getParent();
          return parent == null ? MOUNT : parent;
        }
      }
    } catch (IOException _) {
      // As good as a system without.
    }
    return MOUNT;
  }

  String folder() {
    return folder.toString();
  }

  String version() {
    return unified ? "cgroup v2" : "cgroup v1";
  }

  /// What such a quota is called on reports.
  String words() {
    return String.format(
        Locale.ROOT,
        "quota of %.3f core each, period %d ms (%s)",
        cores,
        PERIOD.toMillis(),
        version());
  }

  /// What the quota did so far.
  ///
  /// @param folder of the group; empty for none
  static NodeUsage read(String folder, int node, long cpuNanos) {
    long periods = 0;
    long throttled = 0;
    long nanos = 0;
    if (!folder.isEmpty()) {
      try {
        for (String line : Files.readAllLines(Path.of(folder, "cpu.stat"))) {
          String[] words = line.split(" ");
          long value = Long.parseLong(words[1]);
          switch (words[0]) {
            case "nr_periods" -> periods = value;
            case "nr_throttled" -> throttled = value;
            case "throttled_time" -> nanos = value;
            case "throttled_usec" -> nanos = value * 1_000;
            default -> {}
          }
        }
      } catch (IOException _) {
        // The process has ended, and its group with it.
      }
    }
    return new NodeUsage(node, cpuNanos, periods, throttled, nanos);
  }

  /// Removes the group; its process must have ended or goes back to where it was.
  @Override
  public void close() {
    release();
    remove(folder);
  }

  private void release() {
    Path parent = folder.getParent();
    if (parent == null) {
      return;
    }
    try {
      for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
        Files.writeString(parent.resolve("cgroup.procs"), pid);
      }
    } catch (IOException _) {
      // It has ended meanwhile.
    }
  }

  // A group is busy for a moment after its last process has ended.
  private static void remove(Path folder) {
    for (int i = 0; i < TRIES; i++) {
      try {
        Files.deleteIfExists(folder);
        return;
      } catch (IOException _) {
        Measuring.sleepUntil(System.nanoTime() + 5_000_000);
      }
    }
  }
}
