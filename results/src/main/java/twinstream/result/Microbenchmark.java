package twinstream.result;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One microbenchmark with one choice of parameters, as JMH measured it.
///
/// @param name class and method, as in `EncodeTokenBenchmark.chunk`
/// @param params name to value
/// @param mode of JMH, such as `avgt`: time an operation takes on average
/// @param unit of the score, such as `ns/op`
/// @param score mean over all iterations
/// @param error half of its 99.9 % interval; NaN where there are too few iterations
/// @param forks scores of the iterations of each fork
/// @param secondary what profilers and counters say, by their name without a leading dot
public record Microbenchmark(
    String name,
    Map<String, String> params,
    String mode,
    String unit,
    double score,
    double error,
    List<List<Double>> forks,
    Map<String, Double> secondary) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double DUST = 0.5;
  private static final int SEVERAL = 3;

  public Microbenchmark {
    params = Map.copyOf(params);
    forks = forks.stream().map(List::copyOf).toList();
    secondary = Map.copyOf(secondary);
  }

  /// Name and parameters, as in `EncodeTokenBenchmark.chunk envelope=plain`.
  public String title() {
    return params.isEmpty()
        ? name
        : name
            + new TreeMap<>(params)
                .entrySet().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(" ", " ", ""));
  }

  /// True where as many JVMs measured it as in a run in full length, so that what differs from one
  /// to another is seen.
  public boolean bySeveralJvms() {
    return forks.size() >= SEVERAL;
  }

  /// Bytes that an operation allocates on the heap, whole as they are; NaN where nobody looked.
  /// What JMH itself allocates over a long iteration is no byte.
  public double allocatedBytes() {
    double bytes = secondary.getOrDefault(ALLOCATED, Double.NaN);
    return bytes < DUST ? 0 : bytes;
  }
}
