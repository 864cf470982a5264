package twinstream.delivery;

import java.time.Duration;
import java.util.Set;

/// Every limit that both twins keep, in one place.
///
/// @param outboxMessages messages that may wait for one reader
/// @param overflow what happens beyond that
/// @param heartbeat silence after which a heartbeat is sent; must be shorter than the idle
///   time-outs of the path
/// @param idleTimeout silence after which a connection is closed
/// @param messageBytes largest message that a reader may send
/// @param allowedOrigins values of the Origin header that are served beside none and the server's
///   own
/// @param resume what readers who come back may expect
/// @param connections how many may come in, and how long a server waits for them
public record Limits(
    int outboxMessages,
    Overflow overflow,
    Duration heartbeat,
    Duration idleTimeout,
    int messageBytes,
    Set<String> allowedOrigins,
    ResumeLimits resume,
    ConnectionLimits connections) {
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(10);
  private static final Duration LONGEST_HEARTBEAT = Duration.ofHours(1);

  /// What trials and `serve` use.
  public static final Limits STANDARD =
      new Limits(
          1024,
          Overflow.DISCONNECT,
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          64 * 1024,
          Set.of(),
          ResumeLimits.STANDARD,
          ConnectionLimits.STANDARD);

  public Limits {
    if (outboxMessages < 1) {
      throw new IllegalArgumentException(
          "outboxMessages must be at least 1, but is " + outboxMessages);
    }
    if (heartbeat.compareTo(idleTimeout) >= 0) {
      throw new IllegalArgumentException(
          "heartbeat must be shorter than idleTimeout (%s), but is %s"
              .formatted(idleTimeout, heartbeat));
    }
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /// The same limits with another heartbeat, for tests that can't wait for the standard one.
  public Limits withHeartbeat(Duration shorter) {
    return new Limits(
        outboxMessages,
        overflow,
        shorter,
        idleTimeout,
        messageBytes,
        allowedOrigins,
        resume,
        connections);
  }

  /// The same limits with another heartbeat, and an idle time-out of four of them where that is
  /// longer than before: a server that means to be silent must not end silent streams itself.
  ///
  /// @throws IllegalArgumentException when it is not from 10 ms to an hour
  public Limits withHeartbeatAndIdleTimeout(Duration other) {
    if (other.compareTo(SHORTEST_HEARTBEAT) < 0 || other.compareTo(LONGEST_HEARTBEAT) > 0) {
      throw new IllegalArgumentException(
          "heartbeat must be from %d to %d ms, but is %d"
              .formatted(
                  SHORTEST_HEARTBEAT.toMillis(), LONGEST_HEARTBEAT.toMillis(), other.toMillis()));
    }
    Duration four = other.multipliedBy(4);
    return withIdleTimeout(four.compareTo(idleTimeout) > 0 ? four : idleTimeout)
        .withHeartbeat(other);
  }

  /// The same limits with another idle time-out, for tests that can't wait for the standard one.
  public Limits withIdleTimeout(Duration other) {
    return new Limits(
        outboxMessages,
        overflow,
        heartbeat,
        other,
        messageBytes,
        allowedOrigins,
        resume,
        connections);
  }

  /// The same limits with another outbox.
  public Limits withOutbox(int messages, Overflow policy) {
    return new Limits(
        messages,
        policy,
        heartbeat,
        idleTimeout,
        messageBytes,
        allowedOrigins,
        resume,
        connections);
  }

  /// The same limits with other origins.
  public Limits withOrigins(Set<String> origins) {
    return new Limits(
        outboxMessages,
        overflow,
        heartbeat,
        idleTimeout,
        messageBytes,
        origins,
        resume,
        connections);
  }

  /// The same limits with another log.
  public Limits withResume(ResumeLimits other) {
    return new Limits(
        outboxMessages,
        overflow,
        heartbeat,
        idleTimeout,
        messageBytes,
        allowedOrigins,
        other,
        connections);
  }

  /// The same limits with others on connections.
  public Limits withConnections(ConnectionLimits other) {
    return new Limits(
        outboxMessages,
        overflow,
        heartbeat,
        idleTimeout,
        messageBytes,
        allowedOrigins,
        resume,
        other);
  }
}
