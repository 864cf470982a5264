package twinstream.server;

import static twinstream.server.ServerFacts.number;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The JVM that a server runs in.
final class JvmFacts {
  /// Options of the JVM by name of the setting.
  private static final Map<String, String> OPTIONS =
      Map.of(
          "jvm.heap.least.bytes", "InitialHeapSize",
          "jvm.heap.most.bytes", "MaxHeapSize",
          "jvm.direct.most.bytes", "MaxDirectMemorySize",
          "jvm.compact.headers", "UseCompactObjectHeaders");

  private JvmFacts() {}

  static void put(Map<String, String> values) {
    values.put("jvm.version", Runtime.version().toString());
    number("jvm.cores", Runtime.getRuntime().availableProcessors(), values);
    values.put(
        "jvm.collector",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .sorted()
            .collect(Collectors.joining("+"))
            .replace(' ', '-'));
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    values.put("jvm.flags", flags.isEmpty() ? "none" : String.join(" ", flags));
    var hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    OPTIONS.forEach((name, option) -> values.put(name, option(hotspot, option)));
  }

  // Another JVM, or another version, may not know it.
  private static String option(HotSpotDiagnosticMXBean hotspot, String name) {
    try {
      return hotspot.getVMOption(name).getValue();
    } catch (IllegalArgumentException _) {
      return "unknown";
    }
  }
}
