package twinstream.result;

/// One second of the window, for trends: was the server still warming up?
///
/// @param second index from the start of the window, from 0
/// @param tokens tokens received
/// @param serverCpuNanos CPU time of the server process
/// @param crowdCpuNanos CPU time of the crowd process
/// @param latenessMedianNanos median lateness of the tokens received; 0 where the workload has no
///   due times
/// @param latenessP99Nanos 99th percentile of the same; 0 where earlier builds did not read it
public record Slice(
    int second,
    long tokens,
    long serverCpuNanos,
    long crowdCpuNanos,
    long latenessMedianNanos,
    long latenessP99Nanos) {

  /// Of a workload without due times.
  public Slice(
      int second, long tokens, long serverCpuNanos, long crowdCpuNanos, long latenessMedianNanos) {
    this(second, tokens, serverCpuNanos, crowdCpuNanos, latenessMedianNanos, 0);
  }
}
