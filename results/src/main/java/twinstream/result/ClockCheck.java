package twinstream.result;

/// The monotonic clocks of server and crowd held against each other before the trial: of some
/// exchanges the one with the shortest round trip counts.
///
/// @param offsetNanos the server's clock minus the middle of the exchange on the crowd's clock
/// @param boundNanos half of that round trip; an honest shared clock has `|offset| <= bound`
/// @param stepNanos smallest step of the crowd's clock that was seen
public record ClockCheck(long offsetNanos, long boundNanos, long stepNanos) {

  /// True when nothing contradicts one shared clock.
  public boolean agrees() {
    return Math.abs(offsetNanos) <= boundNanos;
  }
}
