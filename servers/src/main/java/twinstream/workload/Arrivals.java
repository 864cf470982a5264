package twinstream.workload;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

  /// A number of replies that stays about the same while each of them comes and goes: so many at
  /// first, opened over a time, then one for each that has ended by then, without memory.
  ///
  /// @param first how many at first, from 1
  /// @param over opening time of those
  /// @param perSecond mean rate of those who come after them
  record Held(int first, Duration over, double perSecond) implements Arrivals {
    private static final long LATER = 0x5DEECE66DL;

    @Override
    public long[] nanosUntil(Duration horizon, long seed) {
      long[] opening = new AtOnce(first, over).nanosUntil(horizon, seed);
      long[] later = new Poisson(perSecond).nanosUntil(horizon.minus(over), seed ^ LATER);
      return behind(opening, over, later);
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of("arrivals", "held", "streams", first, "arrivalsPerSecond", perSecond);
    }
  }

  /// So many replies that stay; and from some moment on more and more, evenly.
  ///
  /// @param first those that stay, from 1
  /// @param over opening time of these
  /// @param from when the others begin to come, from the start or the end of what goes before
  /// @param perSecond how many of those come each second
  record Ramp(int first, Duration over, Duration from, double perSecond) implements Arrivals {
    public Ramp {
      if (from.compareTo(over) < 0) {
        throw new IllegalArgumentException(
            "the ramp must begin behind the opening, of %s, but begins at %s"
                .formatted(over, from));
      }
    }

    @Override
    public long[] nanosUntil(Duration horizon, long seed) {
      Duration climb = horizon.minus(from);
      int more = (int) Math.max(0, perSecond * climb.toNanos() / 1e9);
      return behind(evenly(first, over, horizon, seed), from, evenly(more, climb, climb, seed + 1));
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of(
          "arrivals",
          "ramp",
          "streams",
          first,
          "rampMillis",
          from.toMillis(),
          "rampPerSecond",
          perSecond);
    }
  }

  /// Some replies, evenly, before any of the others come.
  ///
  /// @param warming how many of them, from 0
  /// @param over the time for them; the others' begins behind it
  record Warmed(int warming, Duration over, Arrivals others) implements Arrivals {
    private static final long EARLIER = 0x9E3779B97FL;

    public Warmed {
      Require.between("warming", warming, 0, 1_000_000);
    }

    @Override
    public long[] nanosUntil(Duration horizon, long seed) {
      Duration rest = horizon.minus(over);
      long[] later = rest.isPositive() ? others.nanosUntil(rest, seed) : new long[0];
      return behind(evenly(warming, over, horizon, seed ^ EARLIER), over, later);
    }

    @Override
    public Map<String, String> parameters() {
      Map<String, String> all = new LinkedHashMap<>(others.parameters());
      all.putAll(Settings.of("warming", warming, "warmingMillis", over.toMillis()));
      return all;
    }
  }

  private static long[] evenly(int count, Duration over, Duration horizon, long seed) {
    return count > 0 ? new AtOnce(count, over).nanosUntil(horizon, seed) : new long[0];
  }

  private static long[] behind(long[] earlier, Duration from, long[] later) {
    long[] all = Arrays.copyOf(earlier, earlier.length + later.length);
    for (int i = 0; i < later.length; i++) {
      all[earlier.length + i] = from.toNanos() + later[i];
    }
    return all;
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
