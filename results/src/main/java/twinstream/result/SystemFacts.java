package twinstream.result;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads what Linux tells in `/proc` and `/sys`, and what the JVM tells everywhere.
///
/// @param root of the file system; another folder in tests
record SystemFacts(Path root) {
  private static final String UNKNOWN = "unknown";

  Map<String, String> fixed() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("os", property("os.name") + ", " + property("os.arch"));
    facts.put("kernel", property("os.version"));
    facts.put("cpu", field("proc/cpuinfo", "model name"));
    facts.put("cores", cores());
    facts.put("memory", field("proc/meminfo", "MemTotal"));
    facts.put("governor", line("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
    facts.put(
        "clock source", line("sys/devices/system/clocksource/clocksource0/current_clocksource"));
    facts.put("cgroup cpu quota", line("sys/fs/cgroup/cpu.max"));
    facts.put("congestion control", line("proc/sys/net/ipv4/tcp_congestion_control"));
    facts.put("somaxconn", line("proc/sys/net/core/somaxconn"));
    facts.put("tcp_rmem", line("proc/sys/net/ipv4/tcp_rmem"));
    facts.put("tcp_wmem", line("proc/sys/net/ipv4/tcp_wmem"));
    facts.put("port range", line("proc/sys/net/ipv4/ip_local_port_range"));
    facts.put("open files", openFiles());
    facts.put("jdk", property("java.vendor") + " " + property("java.runtime.version"));
    facts.put("gc of the crowd", collectors());
    return facts;
  }

  Map<String, String> moment() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("load average", loadAverage());
    facts.put("steal ticks", stealTicks());
    facts.put("memory available", field("proc/meminfo", "MemAvailable"));
    return facts;
  }

  /// Of the machine, where it tells: a pinned process sees fewer.
  private String cores() {
    long seen = lines("proc/cpuinfo").stream().filter(line -> line.startsWith("processor")).count();
    return Long.toString(seen > 0 ? seen : Runtime.getRuntime().availableProcessors());
  }

  private static String collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  private static String loadAverage() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? UNKNOWN : String.format(Locale.ROOT, "%.2f", load);
  }

  /// Eighth number of the first line, in ticks since boot: proc(5), `/proc/stat`.
  private String stealTicks() {
    String[] numbers = line("proc/stat").split(" ", -1);
    return numbers.length > 8 ? numbers[8] : UNKNOWN;
  }

  private String openFiles() {
    return lines("proc/self/limits").stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.substring("Max open files".length()).strip().split(" ", -1)[0])
        .findFirst()
        .orElse(UNKNOWN);
  }

  private String field(String file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private String line(String file) {
    return lines(file).stream()
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String property(String name) {
    return System.getProperty(name, UNKNOWN);
  }
}
