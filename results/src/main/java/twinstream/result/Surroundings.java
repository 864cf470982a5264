package twinstream.result;

/// What the machine around the trial did during the window.
///
/// @param stealNanos CPU time that the hypervisor gave to others, over all cores
/// @param throttledNanos time for which the control group's quota held its threads back, added up
///   over them
/// @param otherNanos CPU time of everything but server and crowd, over all cores
/// @param cores of the machine
public record Surroundings(long stealNanos, long throttledNanos, long otherNanos, int cores) {

  /// Where the system tells nothing, or nothing was asked.
  public static final Surroundings UNKNOWN = new Surroundings(0, 0, 0, 1);

  /// Stolen time as a share of all cores' time, 0 to 1.
  public double stealShare(long windowNanos) {
    return share(stealNanos, windowNanos);
  }

  /// Other processes' time as a share of all cores' time, 0 to 1.
  public double otherShare(long windowNanos) {
    return share(otherNanos, windowNanos);
  }

  /// Throttled time as a share of the window.
  public double throttledShare(long windowNanos) {
    return windowNanos <= 0 ? 0 : (double) throttledNanos / windowNanos;
  }

  private double share(long nanos, long windowNanos) {
    return windowNanos <= 0 ? 0 : nanos / ((double) windowNanos * Math.max(1, cores));
  }
}
