package twinstream.result;

/// A value of a metric in one trial.
///
/// @param value in the metric's unit
/// @param samples events or levels that stand behind it
record Reading(double value, long samples) {}
