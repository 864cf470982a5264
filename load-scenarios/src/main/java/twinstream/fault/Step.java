package twinstream.fault;

import java.nio.ByteBuffer;

/// What a direction still has to do, in order.
sealed interface Step {
  /// Not before this time, on the [System#nanoTime()] clock.
  long dueNanos();

  /// @param bytes from position to limit
  record Bytes(long dueNanos, ByteBuffer bytes) implements Step {}

  /// @param nanos of silence, from when the bytes before it have passed
  record Pause(long dueNanos, long nanos) implements Step {}

  record End(long dueNanos, Ending ending) implements Step {}
}
