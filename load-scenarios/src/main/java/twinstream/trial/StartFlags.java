package twinstream.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the JVMs of a trial are started, as facts of its environment.
public final class StartFlags {
  private static final String COLLECTOR = "-XX:\\+Use(\\w+GC)";

  private StartFlags() {}

  /// Facts of trials that this process would start now.
  public static Map<String, String> read() {
    Map<String, String> facts = new LinkedHashMap<>();
    tell(facts, "server", ServerProcess.flags(Cores.share(), false));
    tell(facts, "crowd", Trial.CROWD_FLAGS);
    return facts;
  }

  private static void tell(Map<String, String> facts, String process, List<String> flags) {
    facts.put(process + " flags", String.join(" ", flags));
    facts.put(process + " collector", collector(flags));
  }

  // Both name theirs; a JVM that may choose looks at cores and memory.
  private static String collector(List<String> flags) {
    return flags.stream()
        .filter(flag -> flag.matches(COLLECTOR))
        .map(flag -> flag.replaceAll(COLLECTOR, "$1"))
        .findFirst()
        .orElse("chosen by the JVM");
  }
}
