package twinstream.result;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
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

  public LiveSettings {
    values = sorted(values);
    excused = sorted(excused);
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(map, Map.of())));
  }
}
