package twinstream.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings of a scenario by name, each a number or a name in text, in the order in which they
/// are shown. Read with their ranges, so that a wrong one is refused with a sentence.
///
/// @param values name to value
public record Settings(Map<String, String> values) {

  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// @param namesAndValues in turns
  static Settings of(Object... namesAndValues) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
    }
    return new Settings(values);
  }

  /// The same with some values replaced.
  ///
  /// @throws IllegalArgumentException when one of the names is not a setting here
  public Settings with(Map<String, String> replacements) {
    Map<String, String> merged = new LinkedHashMap<>(values);
    replacements.forEach((name, value) -> {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException(
            "\"%s\" is not a setting; there are %s"
                .formatted(name, String.join(", ", values.keySet())));
      }
      merged.put(name, value);
    });
    return new Settings(merged);
  }

  int whole(String name, int least, int most) {
    double value = number(name, least, most);
    if (value != Math.rint(value)) {
      throw wrong(name, "a whole number from %d to %d".formatted(least, most));
    }
    return (int) value;
  }

  double number(String name, double least, double most) {
    try {
      double value = Double.parseDouble(values.getOrDefault(name, ""));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Refused below with the same sentence.
    }
    throw wrong(name, "a number from %s to %s".formatted(plain(least), plain(most)));
  }

  boolean isOn(String name) {
    return switch (values.getOrDefault(name, "")) {
      case "on" -> true;
      case "off" -> false;
      default -> throw wrong(name, "on or off");
    };
  }

  Duration seconds(String name, double least, double most) {
    return Duration.ofMillis(Math.round(number(name, least, most) * 1_000));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private IllegalArgumentException wrong(String name, String rule) {
    return new IllegalArgumentException(
        "%s must be %s, but is \"%s\"".formatted(name, rule, values.get(name)));
  }
}
