package twinstream.workload;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// When replies are asked for. Open loop: no arrival waits for an answer.
public sealed interface Arrivals {
  /// Arrivals before the horizon, ascending, in nanoseconds from the start of the plan; the same
  /// for the same seed.
  long[] nanosUntil(Duration horizon, long seed);

  /// Settings for a result file.
  Map<String, String> parameters();

  /// So many replies, opened over a time: one in each of `count` equal slots, at a drawn place,
  /// because even distances would put many streams of one rate in step with each other.
  ///
  /// @param count how many, from 1
  /// @param over opening time; zero opens all at once
  record AtOnce(int count, Duration over) implements Arrivals {
    public AtOnce {
      Require.between("count", count, 1, 1_000_000);
      Require.between("seconds to open", over.toSeconds(), 0, 86_400);
    }

    @Override
    public long[] nanosUntil(Duration horizon, long seed) {
      long stream = Draw.stream(seed, Draw.ARRIVALS);
      double slotNanos = (double) over.toNanos() / count;
      long[] arrivals = new long[count];
      for (int i = 0; i < count; i++) {
        arrivals[i] = (long) ((i + Draw.unit(Draw.at(stream, i))) * slotNanos);
      }
      return before(horizon, arrivals, count);
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of("arrivals", "at-once", "streams", count, "openingMillis", over.toMillis());
    }
  }

  /// Arrivals without memory.
  ///
  /// @param perSecond mean rate
  record Poisson(double perSecond) implements Arrivals {
    public Poisson {
      Require.between("perSecond", perSecond, 0.001, 100_000);
    }

    @Override
    public long[] nanosUntil(Duration horizon, long seed) {
      long stream = Draw.stream(seed, Draw.ARRIVALS);
      long[] arrivals = new long[16];
      double nanos = 0;
      for (int i = 0; ; i++) {
        // StrictMath: the same bits on every machine.
        nanos -= StrictMath.log(1 - Draw.unit(Draw.at(stream, i))) * 1e9 / perSecond;
        if (nanos >= horizon.toNanos()) {
          return Arrays.copyOf(arrivals, i);
        }
        arrivals = withRoomFor(i, arrivals);
        arrivals[i] = (long) nanos;
      }
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of("arrivals", "poisson", "arrivalsPerSecond", perSecond);
    }
  }

  /// The gaps of a trace, from the row that the seed picks, faster than they were.
  ///
  /// @param speed by how much: 20 makes an hour of 3 minutes
  record FromTrace(Trace trace, double speed) implements Arrivals {
    public FromTrace {
      Require.between("speed", speed, 0.001, 10_000);
    }

    @Override
    public long[] nanosUntil(Duration horizon, long seed) {
      int start = trace.startRow(seed);
      long[] arrivals = new long[16];
      for (int i = 0; ; i++) {
        long nanos = (long) (trace.nanosBetween(start, i) / speed);
        if (nanos >= horizon.toNanos()) {
          return Arrays.copyOf(arrivals, i);
        }
        arrivals = withRoomFor(i, arrivals);
        arrivals[i] = nanos;
      }
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of("arrivals", "trace", "trace", trace.name(), "speed", speed);
    }
  }

  private static long[] withRoomFor(int index, long[] values) {
    return index < values.length ? values : Arrays.copyOf(values, values.length * 2);
  }

  private static long[] before(Duration horizon, long[] ascending, int count) {
    int end = 0;
    while (end < count && ascending[end] < horizon.toNanos()) {
      end++;
    }
    return Arrays.copyOf(ascending, end);
  }
}
