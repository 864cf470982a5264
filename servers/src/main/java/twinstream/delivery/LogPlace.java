package twinstream.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a server keeps what readers who come back are owed.
///
/// @param redis host and port of the Redis that servers share; null for the server's own heap
/// @param window how long the tokens of a reply are gathered before they are sent to Redis as one
///   command, 0 to 1,000 ms; a server that is killed takes what it has gathered with it
public record LogPlace(@Nullable URI redis, Duration window) {
  /// The server's own heap.
  public static final LogPlace MEMORY = new LogPlace(null, Duration.ZERO);

  private static final String IN_MEMORY = "memory";
  private static final int MOST_WINDOW_MILLIS = 1_000;
  private static final int MOST_PORT = 65_535;

  public LogPlace {
    if (window.isNegative() || window.toMillis() > MOST_WINDOW_MILLIS) {
      throw new IllegalArgumentException(
          "log-window must be from 0 to %d ms, but is %d"
              .formatted(MOST_WINDOW_MILLIS, window.toMillis()));
    }
  }

  /// Reads what [#toString] gives: `memory` or `redis://127.0.0.1:6379`.
  ///
  /// @throws IllegalArgumentException naming setting, rule and value
  public static LogPlace of(String text, int windowMillis) {
    URI redis = text.equals(IN_MEMORY) ? null : redis(text);
    return new LogPlace(redis, Duration.ofMillis(windowMillis));
  }

  private static URI redis(String text) {
    try {
      URI uri = new URI(text);
      if ("redis".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() > 0
          && uri.getPort() <= MOST_PORT
          && text.equals("redis://" + uri.getHost() + ":" + uri.getPort())) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Refused below with the same sentence.
    }
    throw new IllegalArgumentException(
        "log must be memory or redis://HOST:PORT, but is \"%s\"".formatted(text));
  }

  /// The log itself; one of Redis begins to connect, and waits for nothing.
  ReplayLog open(ResumeLimits limits, LogCounts counts) {
    // Of the client's classes none is loaded where nobody asks for it.
    return redis == null
        ? new MemoryReplayLog(limits)
        : new RedisReplayLog(redis, window, limits, counts);
  }

  /// `memory` or `redis`, wherever that is.
  public String kind() {
    return redis == null ? IN_MEMORY : redis.getScheme();
  }

  @Override
  public String toString() {
    return redis == null ? IN_MEMORY : redis.toString();
  }
}
