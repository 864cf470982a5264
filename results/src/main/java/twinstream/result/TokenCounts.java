package twinstream.result;

/// What became of the tokens, over all replies of the trial and not only inside the window: a loss
/// while warming is a loss. `produced = received + lost + inFlight` where the server's own count is
/// known.
///
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
    long plannedInWindow,
    long receivedInWindow,
    long received,
    long lost,
    long doubled,
    long outOfOrder,
    long changed,
    long early,
    long clamped) {}
