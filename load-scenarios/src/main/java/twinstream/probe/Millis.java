package twinstream.probe;

import java.util.Locale;

/// Times in sentences and tables.
final class Millis {
  private static final double NANOS_PER_MILLI = 1_000_000;
  private static final double NANOS_PER_SECOND = 1_000_000_000;

  private Millis() {}

  /// As `1.2 ms`, `200 ms` or `60.1 s`.
  static String shown(long nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    if (Math.abs(millis) < 10) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return Math.abs(millis) < 1_000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_SECOND);
  }

  static double of(long nanos) {
    return Math.round(nanos / NANOS_PER_MILLI * 10) / 10.0;
  }
}
