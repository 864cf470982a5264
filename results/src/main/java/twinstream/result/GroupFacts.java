package twinstream.result;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// What its control groups allow this process and took from it, in either version
/// (`Documentation/admin-guide/cgroup-v2.rst` and `scheduler/sched-bwc.rst` of the kernel). Of
/// several limits the tightest is told.
record GroupFacts(SystemFiles files) {
  private static final String NONE = "none";

  /// Version 1 writes its "no limit" as the largest number of whole pages.
  private static final long NO_LIMIT_BYTES = 1L << 60;

  private static final long NANOS_PER_MICRO = 1_000;

  /// Time on a core that a group may use.
  private record Quota(long micros, long periodMicros) {
    // "-1 100000" in version 1 and "max 100000" in version 2 are no quota.
    private static final String FORM = "[1-9]\\d{0,15} [1-9]\\d{0,15}";

    static Quota parse(String text) {
      String[] numbers = text.split(" ", -1);
      return new Quota(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    double cores() {
      return (double) micros / periodMicros;
    }

    String sentence() {
      return String.format(
          Locale.ROOT, "%.2f cores (%d µs of every %d)", cores(), micros, periodMicros);
    }
  }

  Map<String, String> limits() {
    ControlGroups cpu = ControlGroups.of(files, "cpu");
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cgroup version", cpu.told() ? Integer.toString(cpu.version()) : SystemFiles.UNKNOWN);
    facts.put("cpu quota", cpuQuota(cpu));
    facts.put("cpuset", cpuset());
    facts.put("memory limit", memoryLimit());
    return facts;
  }

  /// Sums since the group began; the difference of two readings belongs to the time between.
  Map<String, String> throttling() {
    ControlGroups cpu = ControlGroups.of(files, "cpu");
    OptionalLong nanos = throttledNanos(cpu);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("throttled periods", SystemFiles.told(cpu.largest("cpu.stat", "nr_throttled")));
    facts.put(
        "throttled time",
        nanos.isPresent() ? nanos.getAsLong() / NANOS_PER_MICRO + " µs" : SystemFiles.UNKNOWN);
    return facts;
  }

  /// The same time for the instruments, zero where the system does not tell.
  long throttledNanos() {
    return throttledNanos(ControlGroups.of(files, "cpu")).orElse(0);
  }

  // Version 2 counts microseconds.
  private static OptionalLong throttledNanos(ControlGroups cpu) {
    if (cpu.version() == 1) {
      return cpu.largest("cpu.stat", "throttled_time");
    }
    OptionalLong micros = cpu.largest("cpu.stat", "throttled_usec");
    return micros.isPresent() ? OptionalLong.of(micros.getAsLong() * NANOS_PER_MICRO) : micros;
  }

  private static String cpuQuota(ControlGroups cpu) {
    if (!cpu.told()) {
      return SystemFiles.UNKNOWN;
    }
    return (cpu.version() == 2 ? cpu.lines("cpu.max") : firstVersionQuotas(cpu))
        .stream()
            .filter(text -> text.matches(Quota.FORM))
            .map(Quota::parse)
            .min(Comparator.comparingDouble(Quota::cores))
            .map(Quota::sentence)
            .orElse(NONE);
  }

  // A group has both files or neither, so that they go together by their places.
  private static List<String> firstVersionQuotas(ControlGroups cpu) {
    var quotas = cpu.lines("cpu.cfs_quota_us");
    var periods = cpu.lines("cpu.cfs_period_us");
    return IntStream.range(0, Math.min(quotas.size(), periods.size()))
        .mapToObj(group -> quotas.get(group) + " " + periods.get(group))
        .toList();
  }

  private String cpuset() {
    return ControlGroups.of(files, "cpuset")
        .nearest("cpuset.cpus.effective", "cpuset.effective_cpus", "cpuset.cpus");
  }

  private String memoryLimit() {
    ControlGroups memory = ControlGroups.of(files, "memory");
    if (!memory.told()) {
      return SystemFiles.UNKNOWN;
    }
    OptionalLong tightest =
        memory.lines(memory.version() == 2 ? "memory.max" : "memory.limit_in_bytes").stream()
            .flatMapToLong(bytes -> SystemFiles.number(bytes).stream())
            .filter(bytes -> bytes < NO_LIMIT_BYTES)
            .min();
    return tightest.isPresent() ? tightest.getAsLong() + " B" : NONE;
  }
}
