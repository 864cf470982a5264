package twinstream.result;

/// What one of several servers used over the window and a little before it.
///
/// @param node which, from 1
/// @param cpuNanos CPU time of its process
/// @param periods of its CPU quota that passed; 0 without a quota
/// @param throttledPeriods of them in which it used all of it and had to wait
/// @param throttledNanos for how long its threads had to wait, added up
public record NodeUsage(
    int node, long cpuNanos, long periods, long throttledPeriods, long throttledNanos) {

  /// What was added since an earlier reading.
  public NodeUsage since(NodeUsage before) {
    return new NodeUsage(
        node,
        cpuNanos - before.cpuNanos,
        periods - before.periods,
        throttledPeriods - before.throttledPeriods,
        throttledNanos - before.throttledNanos);
  }
}
