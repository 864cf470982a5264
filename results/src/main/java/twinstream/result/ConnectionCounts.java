package twinstream.result;

/// Connections of one trial, over its whole length.
///
/// @param planned streams that the plan opens
/// @param opened streams whose response headers or upgrade arrived
/// @param failed streams that were refused or could not connect
/// @param cut streams that ended before their last token and were not cancelled by the crowd
public record ConnectionCounts(long planned, long opened, long failed, long cut) {}
