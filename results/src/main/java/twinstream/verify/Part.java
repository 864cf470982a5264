package twinstream.verify;

import java.util.Locale;
import java.util.Map;

/// A piece of a [Text].
sealed interface Part {

  /// What it looks like where the printed text gives no precision to follow.
  String plain();

  /// Words that must stand there as they are.
  record Word(String text) implements Part {
    @Override
    public String plain() {
      return text;
    }
  }

  /// A whole number, with commas or without.
  record Count(long value) implements Part {
    @Override
    public String plain() {
      return Long.toString(value);
    }
  }

  /// A number in a unit, or in one of its multiples.
  record Amount(double value, String unit) implements Part {
    private static final Map<String, Double> MICROS = Map.of("s", 1e-6, "ms", 1e-3, "µs", 1.0);
    private static final Map<String, Double> KIBIS =
        Map.of("MiB", 1 / 1024.0, "KiB", 1.0, "B", 1024.0);

    /// By what the value is multiplied where it is printed in that unit.
    Map<String, Double> factors() {
      return switch (unit) {
        case "µs" -> MICROS;
        case "KiB" -> KIBIS;
        default -> Map.of(unit, 1.0);
      };
    }

    @Override
    public String plain() {
      return number(value) + " " + unit;
    }
  }

  /// A number in the unit of the amount before it.
  record Further(double value, String unit) implements Part {
    @Override
    public String plain() {
      return number(value);
    }
  }

  /// A number without a unit.
  record Bare(double value) implements Part {
    @Override
    public String plain() {
      return number(value);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
