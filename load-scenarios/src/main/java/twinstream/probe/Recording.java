package twinstream.probe;

import java.util.List;

/// All that was seen of one stream. Times are on the [System#nanoTime()] clock.
///
/// @param askedNanos when the request went out
/// @param openedNanos when the head of the answer came; `askedNanos` where none did
/// @param arrivals in the order of their times
/// @param endNanos when the stream ended, or its reader left
record Recording(
    long askedNanos, long openedNanos, List<Arrival> arrivals, long endNanos, Ending ending) {

  /// How it ended.
  enum Ending {
    /// The sender had sent all.
    WHOLE,
    /// The connection broke.
    CUT,
    /// The reader had seen enough.
    LEFT
  }

  Recording {
    arrivals = List.copyOf(arrivals);
  }

  int tokens() {
    return arrivals.stream().mapToInt(Arrival::tokens).sum();
  }

  int heartbeats() {
    return arrivals.stream().mapToInt(Arrival::heartbeats).sum();
  }

  /// Longest time in which nothing came, not even a heartbeat, once the stream was open.
  long longestSilenceNanos() {
    long longest = 0;
    long last = openedNanos;
    for (Arrival arrival : arrivals) {
      longest = Math.max(longest, arrival.nanos() - last);
      last = arrival.nanos();
    }
    return Math.max(longest, endNanos - last);
  }

  /// How long nothing had come when it ended.
  long lastSilenceNanos() {
    return endNanos - (arrivals.isEmpty() ? openedNanos : arrivals.getLast().nanos());
  }

  /// Median time between heartbeats; 0 for fewer than two.
  long heartbeatNanos() {
    List<Long> times =
        arrivals.stream().filter(a -> a.heartbeats() > 0).map(Arrival::nanos).toList();
    return Flow.medianGap(times);
  }
}
