package twinstream.result;

/// What one process used over the window, read from outside through `/proc`.
///
/// @param cpuNanos user and kernel time over the window, all threads; 0 where the system does not
///   tell
/// @param allowedCores how many cores the process may run on
/// @param residentBytes resident set at the end of the window; 0 where the system does not tell
public record ProcessUsage(long cpuNanos, int allowedCores, long residentBytes) {

  /// Share of its allowance that the process used, 0 to 1.
  public double utilisation(long windowNanos) {
    return (double) cpuNanos / ((double) windowNanos * allowedCores);
  }
}
