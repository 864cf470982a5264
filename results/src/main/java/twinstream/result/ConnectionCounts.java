package twinstream.result;

/// Connections of one trial, over its whole length.
///
/// @param planned streams that the plan opens
/// @param opened streams whose response headers or upgrade arrived
/// @param failed streams that were refused or could not connect
/// @param cut streams that ended before their last token and were not cancelled by the crowd
/// @param silent open streams that owed something and said nothing for the last second of the trial
/// @param contradicted control records that can't be right: for another number of tokens than was
///   asked for, with an origin before the request or after its receipt, or a second one
/// @param undue replies of the window whose first token was not due before the trial ended
public record ConnectionCounts(
    long planned, long opened, long failed, long cut, long silent, long contradicted, long undue) {}
