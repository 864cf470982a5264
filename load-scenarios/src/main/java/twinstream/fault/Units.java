package twinstream.fault;

import org.jspecify.annotations.Nullable;

/// Finds the units of a stream in reads that may end anywhere.
interface Units {
  /// The unit that starts at `from`, or null when it is not all there. Each unit is found once, and
  /// in order.
  @Nullable Unit next(byte[] bytes, int from, int to);

  /// What stands between two messages.
  byte[] separator();

  /// True when no more units of this kind follow, but another response.
  boolean isOver();
}
