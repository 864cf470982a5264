package twinstream.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads what Linux tells in `/proc` and `/sys`, and what the JVM tells everywhere. No fact is the
/// name of a host, a user or a folder; one that the system does not tell is `unknown`.
///
/// @param files of the system
/// @param shell environment variables
record SystemFacts(SystemFiles files, Map<String, String> shell) {
  private static final List<String> JVM_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
  private static final int HASH_DIGITS = 12;

  /// What stays as it is during a run.
  Map<String, String> machine() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("os", property("os.name") + ", " + property("os.arch"));
    facts.put("kernel", property("os.version"));
    facts.putAll(new ProcessorFacts(files).facts());
    facts.put("memory", files.field("proc/meminfo", "MemTotal"));
    facts.putAll(new GroupFacts(files).limits());
    facts.putAll(new LimitFacts(files).facts());
    facts.put("jdk", property("java.vendor") + " " + property("java.runtime.version"));
    facts.put("jvm", property("java.vm.name"));
    facts.put("jvm flags from the shell", shellFlags());
    return facts;
  }

  Map<String, String> moment() {
    return new MomentFacts(files).facts();
  }

  // Hashed, because flags such as an agent's hold paths.
  private String shellFlags() {
    String set =
        JVM_VARIABLES.stream()
            .filter(name -> !shell.getOrDefault(name, "").isBlank())
            .map(name ->
                name
                    + " with hash "
                    + Fingerprint.of(shell.getOrDefault(name, "")).substring(0, HASH_DIGITS))
            .collect(Collectors.joining(", "));
    return set.isEmpty() ? "none" : set;
  }

  private static String property(String name) {
    return System.getProperty(name, SystemFiles.UNKNOWN);
  }
}
