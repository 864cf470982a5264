package twinstream.delivery;

import java.time.Duration;

/// How much is kept for readers who come back, and when they may.
///
/// @param replies most replies that are known after their reader left or had all; and most of which
///   it is still known that they were given up
/// @param tokens most tokens that the log holds, of all replies together
/// @param bytes most bytes that the texts of those tokens may need
/// @param keep how long a reply is known after its reader left or had all
/// @param retry mean wait that an event stream asks of its reader before it connects again; each
///   stream is told its own, up to half of this less or more, so that readers who were cut together
///   don't come back together
public record ResumeLimits(int replies, int tokens, long bytes, Duration keep, Duration retry) {

  /// What trials and `serve` use: 15,000 readers who are cut at once may all come back, and in a
  /// heap of 512 MiB the log takes at most about 48: 32 for texts, the rest for 20,000 replies,
  /// about 300 bytes each, and as many that were given up.
  public static final ResumeLimits STANDARD =
      new ResumeLimits(20_000, 4_000_000, 32L << 20, Duration.ofMinutes(2), Duration.ofSeconds(2));

  public ResumeLimits {
    if (replies < 1 || tokens < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "replies, tokens and bytes must be at least 1, but are %d, %d and %d"
              .formatted(replies, tokens, bytes));
    }
    if (!keep.isPositive() || !retry.isPositive()) {
      throw new IllegalArgumentException(
          "keep and retry must be longer than nothing, but are %s and %s".formatted(keep, retry));
    }
  }
}
