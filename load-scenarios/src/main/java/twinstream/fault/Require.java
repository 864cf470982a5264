package twinstream.fault;

import java.time.Duration;

/// Range checks whose message gives name, rule and value.
final class Require {
  private Require() {}

  static void between(String name, long value, long least, long most) {
    if (value < least || value > most) {
      String rule =
          most == Long.MAX_VALUE ? "at least " + least : "from %d to %d".formatted(least, most);
      throw new IllegalArgumentException("%s must be %s, but is %d".formatted(name, rule, value));
    }
  }

  static void between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, but is %s"
              .formatted(name, shown(least), shown(most), shown(value)));
    }
  }

  // Seconds or milliseconds where they are whole.
  private static String shown(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    if (duration.getNano() == 0) {
      return duration.getSeconds() + " s";
    }
    return duration.getNano() % 1_000_000 == 0 ? duration.toMillis() + " ms" : duration.toString();
  }
}
