package twinstream.probe;

import java.util.ArrayList;
import java.util.List;
import twinstream.probe.Recording.Ending;

/// Streams as they might be seen, made up. Times are ms behind the request.
final class Recordings {
  private static final long MILLI = 1_000_000;

  private Recordings() {}

  /// Tokens at these times; the stream was opened at the first of them.
  static Recording tokens(double... millis) {
    List<Arrival> arrivals = new ArrayList<>();
    for (double at : millis) {
      arrivals.add(new Arrival((long) (at * MILLI), 1, 0));
    }
    long first = arrivals.isEmpty() ? 0 : arrivals.getFirst().nanos();
    long last = arrivals.isEmpty() ? 0 : arrivals.getLast().nanos();
    return new Recording(0, first, arrivals, last, Ending.WHOLE);
  }

  /// As many groups of tokens, one every so often, each within half a millisecond.
  static Recording groups(int groups, int size, double apartMillis, double firstMillis) {
    double[] times = new double[groups * size];
    for (int i = 0; i < times.length; i++) {
      times[i] = firstMillis + i / size * apartMillis + i % size * 0.5 / size;
    }
    return tokens(times);
  }

  /// One token, then heartbeats if any, then nothing until the end.
  static Recording silent(double heartbeatSeconds, double endSeconds, Ending ending) {
    List<Arrival> arrivals = new ArrayList<>(List.of(new Arrival(0, 1, 0)));
    if (heartbeatSeconds > 0) {
      for (double at = heartbeatSeconds; at < endSeconds; at += heartbeatSeconds) {
        arrivals.add(new Arrival((long) (at * 1_000 * MILLI), 0, 1));
      }
    }
    return new Recording(0, 0, arrivals, (long) (endSeconds * 1_000 * MILLI), ending);
  }
}
