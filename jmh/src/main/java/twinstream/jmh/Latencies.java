package twinstream.jmh;

import java.util.SplittableRandom;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Latencies with a long tail, and histograms for them. Range and digits are the crowd's.
@State(Scope.Thread)
public class Latencies {
  private static final int VALUES = 1 << 12;
  private static final long MEDIAN_NANOS = 700_000;
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;

  private final long[] values = new long[VALUES];
  private final Histogram plain = new Histogram(MOST_NANOS, DIGITS);
  private final ConcurrentHistogram concurrent = new ConcurrentHistogram(MOST_NANOS, DIGITS);
  private final Recorder recorder = new Recorder(MOST_NANOS, DIGITS);
  private int next;

  /// Draws them.
  @Setup(Level.Trial)
  public void setUp() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < VALUES; i++) {
      values[i] = (long) (MEDIAN_NANOS * Math.exp(0.5 * random.nextGaussian()));
    }
  }

  private long next() {
    return values[next++ & (VALUES - 1)];
  }

  /// As an event loop of the crowd has it: one thread, its own histogram.
  void plain() {
    plain.recordValue(next());
  }

  /// For several threads.
  void concurrent() {
    concurrent.recordValue(next());
  }

  /// For several threads, and to be read meanwhile.
  void recorder() {
    recorder.recordValue(next());
  }

  /// Recorded by each, in the order of the methods.
  long[] totals() {
    return new long[] {
      plain.getTotalCount(),
      concurrent.getTotalCount(),
      recorder.getIntervalHistogram().getTotalCount()
    };
  }
}
