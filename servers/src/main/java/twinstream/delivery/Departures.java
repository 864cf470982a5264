package twinstream.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The latest replies that ended before their last token because nobody was there to read them: how
/// far they had come. Together with what a reader got before it left this tells how much was
/// produced in vain, and for how long. Any thread.
public final class Departures {
  /// How many are remembered; older ones are forgotten.
  public static final int MOST = 1 << 15;

  /// One reply that was given up.
  ///
  /// @param reply its id
  /// @param next index of the first token that was not produced for it
  /// @param lastNanos when its last token was produced, on the [System#nanoTime()] clock; 0 for a
  ///   reply without any
  public record Departure(String reply, int next, long lastNanos) {}

  private final Deque<Departure> latest = new ArrayDeque<>();
  private long all;

  /// Notes a reply whose reader left, as [Departure] says.
  public synchronized void add(String reply, int next, long lastNanos) {
    if (latest.size() == MOST) {
      latest.removeFirst();
    }
    all++;
    latest.addLast(new Departure(reply, next, lastNanos));
  }

  /// How many there were, forgotten ones included.
  public synchronized long all() {
    return all;
  }

  /// Those that are remembered, oldest first.
  public synchronized List<Departure> latest() {
    return List.copyOf(latest);
  }
}
