package twinstream.verdict;

/// Values of one metric in the two trials of a block that counts.
///
/// @param block number of the block
/// @param first value of the first transport, in the metric's unit
/// @param second value of the second
public record PairedBlock(int block, double first, double second) {}
