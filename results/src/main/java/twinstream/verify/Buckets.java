package twinstream.verify;

import java.util.List;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// The recorded values of one distribution, walked over by code of its own.
///
/// @param steps buckets with values, ascending
/// @param histogram tells which values share a bucket; its percentiles are not asked for
record Buckets(List<Step> steps, Histogram histogram) {

  /// @param lowNanos lowest value of the bucket
  /// @param highNanos highest value of the bucket, which HdrHistogram tells as its value
  record Step(long lowNanos, long highNanos, long count) {}

  static Buckets of(Histogram histogram) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (var value : histogram.recordedValues()) {
      counts.merge(
          histogram.lowestEquivalentValue(value.getValueIteratedTo()),
          value.getCountAtValueIteratedTo(),
          Long::sum);
    }
    var steps =
        counts.entrySet().stream()
            .map(entry ->
                new Step(
                    entry.getKey(),
                    histogram.highestEquivalentValue(entry.getKey()),
                    entry.getValue()))
            .toList();
    return new Buckets(steps, histogram);
  }

  long total() {
    return steps.stream().mapToLong(Step::count).sum();
  }

  /// Value of the sample with rank ⌈p n⌉.
  ///
  /// @param perMille p in thousandths, so that the rank is a whole number's
  long percentileNanos(int perMille) {
    long rank = Math.max(1, Math.ceilDiv(perMille * total(), 1_000L));
    long seen = 0;
    for (var step : steps) {
      seen += step.count;
      if (seen >= rank) {
        return step.highNanos;
      }
    }
    throw new IllegalStateException("an empty distribution has no percentile");
  }

  /// Values that are surely above a bound: those in the bucket of the bound are not.
  long above(long boundNanos) {
    return steps.stream().filter(step -> step.lowNanos > boundNanos).mapToLong(Step::count).sum();
  }

  /// Values in the bucket of a value.
  long at(long nanos) {
    long low = histogram.lowestEquivalentValue(nanos);
    return steps.stream().filter(step -> step.lowNanos == low).mapToLong(Step::count).sum();
  }

  /// The lowest value of the bucket of a value.
  long bucketOf(long nanos) {
    return histogram.lowestEquivalentValue(nanos);
  }
}
