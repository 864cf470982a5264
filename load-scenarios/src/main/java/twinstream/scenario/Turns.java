package twinstream.scenario;

import java.time.Duration;

/// How often a user asks before going.
///
/// @param count 1 to 100
/// @param think from the end of a reply to the next question, 0 to 600 s
public record Turns(int count, Duration think) {
  /// One question, one reply.
  public static final Turns ONE = new Turns(1, Duration.ZERO);

  public Turns {
    if (count < 1 || count > 100) {
      throw new IllegalArgumentException("turns must be from 1 to 100, but is " + count);
    }
  }
}
