package twinstream.verdict;

import java.util.List;
import java.util.Locale;
import twinstream.result.Metric;

/// The unit and the decimals in which people read a value: `1900 µs` is written `1.90 ms`. Both are
/// picked for the largest of the values that stand beside each other, which gets three significant
/// digits.
///
/// @param factor by which a value in the metric's unit is multiplied
/// @param unit written after it
/// @param decimals digits after the point
public record Amount(double factor, String unit, int decimals) {
  private static final int MOST_DECIMALS = 5;

  private record Choice(double factor, String unit) {}

  private static final List<Choice> MICROS =
      List.of(new Choice(1e-6, "s"), new Choice(1e-3, "ms"), new Choice(1, "µs"));
  private static final List<Choice> KIBIS =
      List.of(new Choice(1.0 / 1024, "MiB"), new Choice(1, "KiB"), new Choice(1024, "B"));

  /// For values up to `largest`, given in `unit`.
  public static Amount forValuesUpTo(double largest, String unit) {
    List<Choice> choices =
        switch (unit) {
          case "µs" -> MICROS;
          case "KiB" -> KIBIS;
          default -> List.of(new Choice(1, unit));
        };
    var choice =
        choices.stream()
            .filter(c -> Math.abs(largest) * c.factor >= 0.9995)
            .findFirst()
            .orElse(choices.getLast());
    return new Amount(choice.factor, choice.unit, decimals(Math.abs(largest) * choice.factor));
  }

  /// The size of an effect on the metric's scale, as in `12 %` for a ratio or `0.25 ms` for a
  /// difference; its sign is left out.
  public static String ofEffect(Metric metric, double effect) {
    if (!Double.isFinite(effect)) {
      return "–";
    }
    return switch (metric.scale()) {
      case RATIO -> percent(Math.abs(Math.expm1(effect)));
      case DIFFERENCE -> of(Math.abs(effect), metric.unit());
    };
  }

  static String percent(double share) {
    double percent = share * 100;
    return String.format(
        Locale.ROOT, percent < 1 ? "%.2f %%" : percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
  }

  /// A value with its own best unit.
  public static String of(double value, String unit) {
    return forValuesUpTo(value, unit).withUnit(value);
  }

  /// The same with as many more decimals as show that the value is not zero, if there may be so
  /// many.
  Amount telling(double value) {
    int more = decimals;
    while (more < MOST_DECIMALS && Math.abs(value * factor) < 0.5 * Math.pow(10, -more)) {
      more++;
    }
    // Dust of floating point stays zero, however many decimals there are.
    boolean shown = Math.abs(value * factor) >= 0.5 * Math.pow(10, -more);
    return shown && Double.isFinite(value) ? new Amount(factor, unit, more) : this;
  }

  public String withUnit(double value) {
    return (number(value) + " " + unit).strip();
  }

  public String number(double value) {
    String signed = signed(value);
    return signed.startsWith("+") ? signed.substring(1) : signed;
  }

  /// With its sign, for a difference; zero has none.
  public String signed(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String digits =
        Double.isInfinite(value)
            ? "∞"
            : String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(value * factor));
    boolean zero = digits.chars().noneMatch(c -> c == '∞' || (c >= '1' && c <= '9'));
    return zero ? digits : (value < 0 ? "−" : "+") + digits;
  }

  private static int decimals(double size) {
    if (!(size > 0) || Double.isInfinite(size)) {
      return 0;
    }
    return Math.clamp(2 - (int) Math.floor(Math.log10(size * 1.0005)), 0, MOST_DECIMALS);
  }
}
