package twinstream.workload;

/// Range checks whose message gives name, rule and value.
final class Require {
  private Require() {}

  static void between(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, but is %d".formatted(name, least, most, value));
    }
  }

  static void between(String name, double value, double least, double most) {
    // Written so that NaN fails.
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, but is %s".formatted(name, least, most, value));
    }
  }
}
