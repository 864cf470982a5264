package twinstream.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Was the server still warming up? Of the slices with tokens, server CPU per token in the first
/// third is held against the last third; they may differ by a quarter of the first. Fewer than four
/// such slices, or a third with less than 0.1 s of CPU (ten ticks of the kernel's usual counter),
/// say nothing and pass.
final class SteadyState {
  private static final int FEWEST_SLICES = 4;
  private static final long FEWEST_CPU_NANOS = 100_000_000;
  private static final double BOUND = 0.25;

  private SteadyState() {}

  static Optional<String> reasonAgainst(List<Slice> slices) {
    var busy = slices.stream().filter(slice -> slice.tokens() > 0).toList();
    if (busy.size() < FEWEST_SLICES) {
      return Optional.empty();
    }
    int third = busy.size() / 3;
    var first = busy.subList(0, third);
    var last = busy.subList(busy.size() - third, busy.size());
    if (Math.min(cpuNanos(first), cpuNanos(last)) < FEWEST_CPU_NANOS) {
      return Optional.empty();
    }
    double before = microsPerToken(first);
    double after = microsPerToken(last);
    return Math.abs(after / before - 1) <= BOUND
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "no steady state: server CPU per token went from %.2f µs in the first third to %.2f µs in the last",
                before,
                after));
  }

  private static long cpuNanos(List<Slice> slices) {
    return slices.stream().mapToLong(Slice::serverCpuNanos).sum();
  }

  private static double microsPerToken(List<Slice> slices) {
    return cpuNanos(slices) / 1e3 / slices.stream().mapToLong(Slice::tokens).sum();
  }
}
