package twinstream.result;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What changes from minute to minute. Ticks, periods and times are sums; two readings belong to
/// what lies between them.
record MomentFacts(SystemFiles files) {
  private static final int STEAL_COLUMN = 8;
  private static final double KHZ_PER_MHZ = 1_000;

  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("load averages", loadAverages());
    facts.put("cpu pressure", pressure());
    facts.put("steal ticks", stealTicks());
    facts.putAll(new GroupFacts(files).throttling());
    facts.put("cpu clock", clockSpread());
    facts.put("memory available", files.field("proc/meminfo", "MemAvailable"));
    facts.put(
        "sockets in time-wait",
        SystemFiles.told(files.numberBehind("proc/net/sockstat", "TCP:", "tw")));
    return facts;
  }

  /// Of 1, 5 and 15 minutes; of one minute where there is no `/proc`.
  private String loadAverages() {
    String[] words = files.line("proc/loadavg").split(" ", -1);
    if (words.length >= 3) {
      return Stream.of(words).limit(3).collect(Collectors.joining(" "));
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? SystemFiles.UNKNOWN : String.format(Locale.ROOT, "%.2f", load);
  }

  /// Share of the last ten seconds in which something that could run had to wait for a core
  /// (`accounting/psi.rst` of the kernel).
  private String pressure() {
    return Stream.of(files.line("proc/pressure/cpu").split(" ", -1))
        .filter(word -> word.startsWith("avg10="))
        .map(word -> word.substring("avg10=".length()) + " %")
        .findFirst()
        .orElse(SystemFiles.UNKNOWN);
  }

  /// Of all cores, in ticks since boot: proc(5), `/proc/stat`.
  private String stealTicks() {
    String[] numbers = files.line("proc/stat").split(" ", -1);
    return numbers.length > STEAL_COLUMN ? numbers[STEAL_COLUMN] : SystemFiles.UNKNOWN;
  }

  /// Slowest and fastest core at this moment.
  private String clockSpread() {
    var mhz = clocks().summaryStatistics();
    return mhz.getCount() == 0
        ? SystemFiles.UNKNOWN
        : String.format(Locale.ROOT, "%.0f to %.0f MHz", mhz.getMin(), mhz.getMax());
  }

  private DoubleStream clocks() {
    var told = files.fields("proc/cpuinfo", "cpu MHz");
    return told.isEmpty()
        ? files.paths("sys/devices/system/cpu", "cpu\\d+").stream()
            .flatMapToLong(
                core -> SystemFiles.number(files.line(core + "/cpufreq/scaling_cur_freq")).stream())
            .mapToDouble(khz -> khz / KHZ_PER_MHZ)
        : told.stream()
            .filter(value -> value.matches("\\d+(\\.\\d+)?"))
            .mapToDouble(Double::parseDouble);
  }
}
