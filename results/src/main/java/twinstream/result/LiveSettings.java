package twinstream.result;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// What the server of a trial was set to, read back from it while streams were open. Names and
/// meanings: `docs/parity.md`.
///
/// @param values name to value; empty for a trial of an earlier build
/// @param excused settings that the trial's transport may have otherwise than the others, with the
///   reason
public record LiveSettings(Map<String, String> values, Map<String, String> excused) {

  /// Nothing was read.
  public static final LiveSettings NONE = new LiveSettings(Map.of(), Map.of());

  // What of a server follows from a setting of its trial, by the setting's name.
  private static final Map<String, Set<String>> FOLLOWING =
      Map.ofEntries(
          Map.entry("tls", Set.of("tls", "protocols")),
          Map.entry(
              "compression", Set.of("compression.accepted", "compression.used", "ws.fragments")),
          Map.entry("flush", Set.of("outbox.flush")),
          Map.entry("overflow", Set.of("outbox.overflow")),
          Map.entry("outbox", Set.of("outbox.messages")),
          Map.entry("precision", Set.of("pacer.precision")),
          Map.entry("send-buffer", Set.of("tcp.send.bytes")),
          Map.entry("compact-headers", Set.of("jvm.compact.headers", "jvm.flags")),
          Map.entry("log", Set.of("log")),
          Map.entry("log-window", Set.of("log.window.millis")),
          Map.entry("state", Set.of("log")));

  public LiveSettings {
    values = sorted(values);
    excused = sorted(excused);
  }

  /// Names of values in which the sides of a pair may differ because they are one transport in two
  /// settings of a trial; none for any other pair.
  public static Set<String> asked(Pair pair) {
    boolean ofSettings =
        Pair.transportOf(pair.first()).equals(Pair.transportOf(pair.second()))
            && !Pair.settingOf(pair.first()).equals(Pair.settingOf(pair.second()));
    return ofSettings
        ? FOLLOWING.getOrDefault(Pair.settingNameOf(pair.first()), Set.of())
        : Set.of();
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(map, Map.of())));
  }
}
