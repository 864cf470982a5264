package twinstream.workload;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings by name in the order given, for result files.
final class Settings {
  private Settings() {}

  static Map<String, String> of(Object... namesAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
    return Collections.unmodifiableMap(settings);
  }
}
