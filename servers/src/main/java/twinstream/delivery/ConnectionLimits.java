package twinstream.delivery;

import java.time.Duration;

/// How many may come in, and how long a server waits for them.
///
/// @param all most connections at a time; beyond, requests are answered with 503
/// @param perAddress the same for those from one address
/// @param headerDeadline longest that a request may take to come in, TLS and the preface of HTTP/2
///   included, whatever trickles in meanwhile; looked at twice in that time, so cut at one and a
///   half of it at the latest
/// @param drain longest that a graceful stop takes
public record ConnectionLimits(int all, int perAddress, Duration headerDeadline, Duration drain) {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /// Room for a trial's readers, who all come from 127.0.0.1.
  public static final ConnectionLimits STANDARD =
      new ConnectionLimits(25_000, 25_000, Duration.ofSeconds(10), Duration.ofSeconds(5));

  public ConnectionLimits {
    atLeastOne("connections", all);
    atLeastOne("connections-per-address", perAddress);
    longEnough("header-deadline", headerDeadline);
    longEnough("drain", drain);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, but is %d".formatted(name, value));
    }
  }

  private static void longEnough(String name, Duration value) {
    if (value.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least %d ms, but is %d ms"
              .formatted(name, SHORTEST.toMillis(), value.toMillis()));
    }
  }

  /// The same limits with other caps.
  public ConnectionLimits withCaps(int inAll, int fromOneAddress) {
    return new ConnectionLimits(inAll, fromOneAddress, headerDeadline, drain);
  }

  /// The same limits with another header deadline.
  public ConnectionLimits withHeaderDeadline(Duration other) {
    return new ConnectionLimits(all, perAddress, other, drain);
  }

  /// The same limits with another time for a graceful stop.
  public ConnectionLimits withDrain(Duration other) {
    return new ConnectionLimits(all, perAddress, headerDeadline, other);
  }
}
