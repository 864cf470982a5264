package twinstream.trial;

/// The measured stretch of a trial on the [System#nanoTime()] clock: start inside, end outside.
record Window(long startNanos, long endNanos) {

  boolean holds(long nanos) {
    return nanos >= startNanos && nanos < endNanos;
  }

  long lengthNanos() {
    return endNanos - startNanos;
  }

  /// Second of the window, from 0; only for times that it holds.
  int second(long nanos) {
    return (int) ((nanos - startNanos) / 1_000_000_000L);
  }
}
