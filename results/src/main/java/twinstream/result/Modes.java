package twinstream.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Finds the humps of a distribution of nanoseconds in its lightly smoothed [Density]. A hump
/// counts when it holds at least 5 % of the values and at least 100 of them, and when the valley to
/// its higher neighbour is less than half as high as its own peak and four standard errors lower,
/// so that a dent of chance is none. Humps closer together than a factor of about 1.5 are one.
/// Fewer than 1,000 values say nothing.
final class Modes {
  /// Not [Distribution#TTFT]: a workload's own delays of first tokens may have humps, which are no
  /// transport's doing.
  private static final List<Distribution> LOOKED_AT =
      List.of(Distribution.LATENESS, Distribution.TRANSPORT_TTFT, Distribution.ICL);

  private static final long FEWEST_VALUES = 1_000;
  private static final double LEAST_SHARE = 0.05;
  private static final long LEAST_COUNT = 100;
  private static final double VALLEY_BOUND = 0.5;
  private static final double ERRORS = 4;

  /// Bins from one valley to the next.
  ///
  /// @param first of its bins
  /// @param end after the last one
  /// @param peak smoothed count of the highest bin
  /// @param count values in it
  private record Range(int first, int end, double peak, double count) {
    Range with(Range next) {
      return new Range(first, next.end, Math.max(peak, next.peak), count + next.count);
    }
  }

  private final Density density;
  private final double[] smooth;

  private Modes(Histogram values) {
    this.density = new Density(values);
    this.smooth = density.smooth();
  }

  /// Humps by tag of those distributions that have more than one.
  static Map<String, List<Hump>> of(Map<Distribution, Histogram> distributions) {
    Map<String, List<Hump>> all = new LinkedHashMap<>();
    for (var distribution : LOOKED_AT) {
      var values = distributions.get(distribution);
      var humps = values == null ? List.<Hump>of() : of(values);
      if (!humps.isEmpty()) {
        all.put(distribution.tag(), humps);
      }
    }
    return all;
  }

  /// The humps from low to high; empty when there is one only, or too few values to tell.
  static List<Hump> of(Histogram values) {
    if (values.getTotalCount() < FEWEST_VALUES) {
      return List.of();
    }
    var modes = new Modes(values);
    var humps = modes.merged();
    return humps.size() < 2
        ? List.of()
        : humps.stream().map(range -> modes.density.hump(range.first, range.end)).toList();
  }

  private List<Range> merged() {
    List<Range> humps = split();
    while (humps.size() > 1) {
      int weakest = -1;
      for (int i = 0; i < humps.size(); i++) {
        boolean weaker = weakest < 0 || humps.get(i).peak < humps.get(weakest).peak;
        if (weaker && !counts(humps, i)) {
          weakest = i;
        }
      }
      if (weakest < 0) {
        break;
      }
      boolean down =
          weakest == humps.size() - 1
              || weakest > 0 && valley(humps.get(weakest)) >= valley(humps.get(weakest + 1));
      int lower = down ? weakest - 1 : weakest;
      humps.set(lower, humps.get(lower).with(humps.remove(lower + 1)));
    }
    return humps;
  }

  /// Cuts at every local minimum, however shallow.
  private List<Range> split() {
    List<Range> humps = new ArrayList<>();
    int first = 0;
    boolean falling = false;
    for (int i = 1; i < smooth.length; i++) {
      if (falling && smooth[i] > smooth[i - 1]) {
        humps.add(range(first, i - 1));
        first = i - 1;
        falling = false;
      }
      falling |= smooth[i] < smooth[i - 1];
    }
    humps.add(range(first, smooth.length));
    return humps;
  }

  private Range range(int first, int end) {
    double peak = 0;
    for (int i = first; i < end; i++) {
      peak = Math.max(peak, smooth[i]);
    }
    return new Range(first, end, peak, density.count(first, end));
  }

  private boolean counts(List<Range> humps, int i) {
    var hump = humps.get(i);
    return hump.count >= Math.max(LEAST_COUNT, LEAST_SHARE * density.count())
        && (i == 0 || standsOut(hump, humps.get(i - 1), valley(hump)))
        && (i == humps.size() - 1 || standsOut(hump, humps.get(i + 1), valley(humps.get(i + 1))));
  }

  private static boolean standsOut(Range hump, Range neighbour, double valley) {
    double error = Math.sqrt(Density.KERNEL_SQUARES * (hump.peak + valley));
    return neighbour.peak < hump.peak
        || valley < VALLEY_BOUND * hump.peak && hump.peak - valley > ERRORS * error;
  }

  /// How high the density is where a hump begins.
  private double valley(Range hump) {
    return smooth[hump.first];
  }
}
