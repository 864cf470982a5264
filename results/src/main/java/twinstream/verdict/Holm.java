package twinstream.verdict;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Holm's step-down adjustment (Holm 1979): with many questions one of them looks decided by
/// chance.
final class Holm {
  private Holm() {}

  /// Adjusted p-values in the order of the given ones: the smallest times m, the next times m − 1,
  /// never falling, at most 1.
  static double[] adjust(double[] pValues) {
    int m = pValues.length;
    int[] order =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[m];
    double highest = 0;
    for (int rank = 0; rank < m; rank++) {
      highest = Math.max(highest, Math.min(1, (m - rank) * pValues[order[rank]]));
      adjusted[order[rank]] = highest;
    }
    return adjusted;
  }
}
