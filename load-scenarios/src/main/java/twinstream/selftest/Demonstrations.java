package twinstream.selftest;

import static twinstream.selftest.Words.ms;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import twinstream.result.Smoothness;
import twinstream.trial.HeldBack;

/// Two ways to be fooled, next to what this suite measures instead.
final class Demonstrations {
  private static final Duration STILL = Duration.ofMillis(500);
  private static final int TOKENS = 100;
  private static final int HELD = 10;
  private static final long GAP_NANOS = 20_000_000;

  private Demonstrations() {}

  /// D1: a stamp that the server sets when it writes hides the server's own pause.
  static List<Finding> stamps() {
    var seen = StampedStreams.withServerStandingStillFor(STILL);
    return List.of(
        Finding.of(
            "D1",
            "a server stands still for 500 ms",
            "from its own stamps: %s; from due times: %s"
                .formatted(tail(seen.fromStamp), tail(seen.fromDue)),
            seen.fromDue.getMaxValue() >= 0.9 * STILL.toNanos()
                && seen.fromStamp.getMaxValue() < 0.5 * STILL.toNanos()));
  }

  private static String tail(Histogram histogram) {
    return "p99 %s, highest %s"
        .formatted(ms(histogram.getValueAtPercentile(99)), ms(histogram.getMaxValue()));
  }

  /// D2: a path that holds tokens back in tens makes the mean gap better. 100 tokens, 20 ms apart,
  /// at made-up times through the crowd's own record.
  static List<Finding> buffers() {
    var direct = Gaps.of(LongStream.range(0, TOKENS).map(i -> i * GAP_NANOS).toArray());
    var held =
        Gaps.of(LongStream.range(0, TOKENS).map(i -> (i / HELD + 1) * HELD * GAP_NANOS).toArray());
    return List.of(
        Finding.of(
            "D2",
            "a path hands 100 tokens on in tens",
            String.format(
                Locale.ROOT,
                "mean gap %.1f ms instead of %.1f ms; burst ratio %.0f %% instead of %.0f %%, stalls over 100 ms %.0f ‰ instead of %.0f ‰",
                held.mean / 1e6,
                direct.mean / 1e6,
                held.bursts,
                direct.bursts,
                held.stalls,
                direct.stalls),
            held.mean < direct.mean && held.bursts > 80 && held.stalls > 50));
  }

  /// @param mean the "mean ITL" of many tools: last minus first, over tokens less one
  /// @param bursts % of gaps under a tenth of the due one
  /// @param stalls gaps over 100 ms longer than due, per 1,000
  private record Gaps(double mean, double bursts, double stalls) {
    static Gaps of(long[] received) {
      int gaps = received.length - 1;
      Smoothness seen = HeldBack.record(received, GAP_NANOS);
      return new Gaps(
          (double) (received[gaps] - received[0]) / gaps,
          100.0 * seen.bursts() / seen.gaps(),
          1_000.0 * seen.stalls100() / seen.gaps());
    }
  }
}
