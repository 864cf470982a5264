package twinstream.workload;

/// One reply of a plan.
///
/// @param arrivalNanos when it is asked for, from the start of the plan
/// @param tokens its length; 0 for a stream that stays silent
/// @param firstTokenDelayNanos the workload's own delay of the first token, a whole number of
///   milliseconds
/// @param seed the reply's own, for its text and its gaps
public record PlannedReply(long arrivalNanos, int tokens, long firstTokenDelayNanos, long seed) {}
