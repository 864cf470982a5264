package twinstream.verify;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a printed text along the parts that it should have. Used once.
final class Reading {
  private static final Pattern NUMBER =
      Pattern.compile("([+−-]?)([0-9]+(?:,[0-9]{3})*)(?:\\.([0-9]+))?");

  /// Share of a value that another order of summing may move it, just at the edge of rounding.
  private static final double DUST = 1e-9;

  private final String printed;
  private final StringBuilder recomputed = new StringBuilder();
  private int at;
  private int numbers;
  private boolean alike = true;
  private boolean agrees = true;
  private String unit = "";
  private double factor = 1;

  Reading(String printed) {
    this.printed = printed;
  }

  private record Number(double value, int decimals, String asPrinted) {}

  void take(Part part) {
    switch (part) {
      case Part.Word(String text) -> word(text);
      case Part.Count(long value) -> number(value, part);
      case Part.Bare(double value) -> number(value, part);
      case Part.Further(double value, String _) -> number(value * factor, part);
      case Part.Amount amount -> amount(amount);
    }
  }

  Text.Outcome end() {
    alike &= at == printed.length();
    return new Text.Outcome(numbers, alike && agrees, alike, recomputed.toString());
  }

  private void word(String text) {
    recomputed.append(text);
    if (alike && printed.startsWith(text, at)) {
      at += text.length();
    } else {
      alike = false;
    }
  }

  private void amount(Part.Amount amount) {
    int start = at;
    Matcher number = alike ? match() : null;
    if (number != null && unitAfter(number.end(), amount.factors())) {
      number(amount.value() * factor, amount);
      at += 1 + unit.length();
      recomputed.append(' ').append(unit);
    } else {
      at = start;
      alike = false;
      numbers++;
      recomputed.append(amount.plain());
    }
  }

  private boolean unitAfter(int end, Map<String, Double> factors) {
    var found =
        factors.keySet().stream()
            .filter(name -> printed.startsWith(" " + name, end))
            .max(Comparator.comparingInt(String::length));
    found.ifPresent(name -> {
      unit = name;
      factor = factors.getOrDefault(name, 1.0);
    });
    return found.isPresent();
  }

  private @org.jspecify.annotations.Nullable Matcher match() {
    Matcher matcher = NUMBER.matcher(printed).region(at, printed.length());
    return matcher.lookingAt() ? matcher : null;
  }

  private void number(double value, Part part) {
    numbers++;
    Matcher matcher = alike ? match() : null;
    if (matcher == null) {
      alike = false;
      recomputed.append(part.plain());
      return;
    }
    var number = number(matcher);
    at = matcher.end();
    double step = Math.pow(10, -number.decimals);
    boolean same = Math.abs(value - number.value) <= step / 2 + DUST * Math.abs(value);
    agrees &= same;
    recomputed.append(same ? number.asPrinted : rounded(value, number.decimals + 1));
  }

  private static Number number(Matcher matcher) {
    String fraction = matcher.group(3) == null ? "" : matcher.group(3);
    double size = Double.parseDouble(matcher.group(2).replace(",", "") + "." + fraction + "0");
    boolean negative = matcher.group(1).equals("−") || matcher.group(1).equals("-");
    return new Number(negative ? -size : size, fraction.length(), matcher.group());
  }

  private static String rounded(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
  }
}
