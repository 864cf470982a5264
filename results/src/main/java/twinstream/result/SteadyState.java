package twinstream.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Was the server still warming up? A line is laid through its CPU per token, slice by slice. There
/// is no steady state when the line is clearly no level one (the 95 % interval of its slope leaves
/// out zero) and changes by over a quarter from the first slice to the last. Both are needed:
/// single seconds of a virtual machine differ by a third without any trend, and in a long window a
/// trend of no importance is clear. Fewer than four slices with tokens, or less than 0.1 s of CPU
/// in all of them (ten ticks of the kernel's usual counter), say nothing and pass.
final class SteadyState {
  private static final int FEWEST_SLICES = 4;
  private static final long FEWEST_CPU_NANOS = 100_000_000;
  private static final double BOUND = 0.25;

  private SteadyState() {}

  static Optional<String> reasonAgainst(List<Slice> slices) {
    var busy = slices.stream().filter(slice -> slice.tokens() > 0).toList();
    long cpuNanos = busy.stream().mapToLong(Slice::serverCpuNanos).sum();
    if (busy.size() < FEWEST_SLICES || cpuNanos < FEWEST_CPU_NANOS) {
      return Optional.empty();
    }
    Line line =
        Line.through(
            busy.stream().mapToDouble(Slice::second).toArray(),
            busy.stream().mapToDouble(SteadyState::microsPerToken).toArray());
    double before = line.at(busy.getFirst().second());
    double after = line.at(busy.getLast().second());
    boolean clear = line.rises() || line.falls();
    if (!clear || Math.abs(after - before) <= BOUND * Math.max(before, after)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "no steady state: server CPU per token went from %.2f µs to %.2f µs over the window",
            before,
            after));
  }

  private static double microsPerToken(Slice slice) {
    return slice.serverCpuNanos() / 1e3 / slice.tokens();
  }
}
