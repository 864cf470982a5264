package twinstream.fault;

import java.util.List;

/// The lasting faults of one direction, put together.
///
/// @param delayNanos what all bytes have in common
/// @param jitterNanos half the width of what each read has of its own
/// @param seed of the jitter's draws
/// @param bytesPerSecond speed of one connection's line; 0: no limit
/// @param oneByteAtATime each byte is a write of its own
record Path(
    long delayNanos, long jitterNanos, long seed, long bytesPerSecond, boolean oneByteAtATime) {
  private static final Path CLEAR = new Path(0, 0, 0, 0, false);
  // 1/200 s: short against what a reader can tell, long against a system call.
  private static final long SLICES_PER_SECOND = 200;

  static Path of(List<Fault.OfPath> faults) {
    Path path = CLEAR;
    for (Fault.OfPath fault : faults) {
      path = path.with(fault);
    }
    return path;
  }

  private Path with(Fault.OfPath fault) {
    return switch (fault) {
      case Fault.Delay(var delay) ->
          new Path(delayNanos + delay.toNanos(), jitterNanos, seed, bytesPerSecond, oneByteAtATime);
      case Fault.Jitter(var delay, var jitter, long draws) ->
          new Path(
              delayNanos + delay.toNanos(),
              jitter.toNanos(),
              draws,
              bytesPerSecond,
              oneByteAtATime);
      case Fault.Rate(long rate) -> new Path(delayNanos, jitterNanos, seed, rate, oneByteAtATime);
      case Fault.OneByteAtATime() -> new Path(delayNanos, jitterNanos, seed, bytesPerSecond, true);
    };
  }

  /// Most bytes of one write, at least 1.
  int writeBytes() {
    if (oneByteAtATime) {
      return 1;
    }
    return bytesPerSecond == 0
        ? Integer.MAX_VALUE
        : (int) Math.clamp(bytesPerSecond / SLICES_PER_SECOND, 1, Integer.MAX_VALUE);
  }

  /// How long so many bytes keep the line busy.
  long lineNanos(int bytes) {
    return bytesPerSecond == 0 ? 0 : bytes * 1_000_000_000L / bytesPerSecond;
  }
}
