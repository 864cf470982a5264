package twinstream.probe;

import java.util.List;
import java.util.Optional;

/// A time-out after which something on a path ends a silent stream, by default.
///
/// @param setting its name, with those of the programs that have it
/// @param program that it belongs to
/// @param where it is met, in short
record SilenceLimit(String setting, int seconds, String program, String where) {
  static final List<SilenceLimit> KNOWN =
      List.of(
          new SilenceLimit(
              "timeout client and timeout server of HAProxy as Debian ships it",
              50,
              "haproxy",
              "HAProxy on Debian"),
          new SilenceLimit(
              "proxy_read_timeout of nginx, or the idle time-out of an AWS load balancer",
              60,
              "nginx",
              "nginx, AWS load balancers"));

  /// The shortest of them, with a reserve: whoever is silent for so long lives dangerously.
  static final int DANGEROUS_SECONDS = 40;

  private static final double NANOS_PER_SECOND = 1_000_000_000;

  // Proxies look at their clocks now and then.
  private static final double EARLY_SECONDS = 1.5;
  private static final double LATE_SECONDS = 4;

  /// The setting alone, where the program is known; empty when it belongs to another.
  String settingOf(String other) {
    return other.equals(program) ? setting.replaceFirst(" of .*", "") : "";
  }

  /// The one that ends a stream after that much silence.
  static Optional<SilenceLimit> after(long silenceNanos) {
    double silent = silenceNanos / NANOS_PER_SECOND;
    return KNOWN.stream()
        .filter(limit ->
            silent > limit.seconds() - EARLY_SECONDS && silent < limit.seconds() + LATE_SECONDS)
        .findFirst();
  }
}
