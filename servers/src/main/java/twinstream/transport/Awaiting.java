package twinstream.transport;

import java.time.Duration;

/// A connection that knows whether a request has begun to come in and is not complete.
public interface Awaiting {

  /// True when the rest of a request is overdue, however much trickled in meanwhile. Never for a
  /// connection between two requests, nor for an open stream. Any thread.
  boolean awaitsLongerThan(Duration deadline);
}
