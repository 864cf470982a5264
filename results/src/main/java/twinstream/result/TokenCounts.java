package twinstream.result;

/// What became of the tokens, over all replies of the trial and not only inside the window: a loss
/// while warming is a loss. `produced = received + lost + changed + inFlight`, to the token.
///
/// @param produced tokens that the server counted, from its start to the end of the trial
/// @param inFlight tokens that were produced for replies which were not read to their end, and not
///   received; not known, and -1, where the server has forgotten one of them
/// @param plannedInWindow tokens that the plan alone has inside the window, if each reply started
///   at its intended arrival; 0 where none has a due time
/// @param receivedInWindow tokens whose receive time lies inside the window; the divisor of every
///   "per token" figure
/// @param received correct tokens in all
/// @param lost indexes that were passed over
/// @param doubled indexes that came again
/// @param outOfOrder tokens with an index lower than one seen before that were not doubles
/// @param changed tokens whose bytes were not the expected ones
/// @param early tokens received before they were due, which only a clock error explains
/// @param clamped latencies above the histogram's highest value, recorded as that value
public record TokenCounts(
    long produced,
    long inFlight,
    long plannedInWindow,
    long receivedInWindow,
    long received,
    long lost,
    long doubled,
    long outOfOrder,
    long changed,
    long early,
    long clamped) {

  /// Tokens that nobody can account for: produced, and neither received nor lost nor in flight.
  /// Below zero, some came from nowhere. 0 where the server no longer knows.
  public long unaccounted() {
    return inFlight < 0 ? 0 : produced - received - lost - changed - inFlight;
  }
}
