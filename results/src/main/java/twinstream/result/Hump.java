package twinstream.result;

/// One of several humps of a distribution.
///
/// @param fromMicros lowest value of the hump
/// @param toMicros highest value of the hump
/// @param medianMicros half of the hump's values are at most so high
/// @param share of all values of the distribution that lie in the hump, 0 to 1
public record Hump(double fromMicros, double toMicros, double medianMicros, double share) {}
