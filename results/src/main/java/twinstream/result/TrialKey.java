package twinstream.result;

/// Names one trial of a run: one cell, once, in fresh JVMs.
///
/// @param scenario name of the scenario
/// @param transport name of the transport; with [Pair#AGAIN] for its second trial in the block, the
///   self-check
/// @param block number of the block, from 1; a block holds each name once
/// @param position place inside the block, from 1
/// @param attempt 1, or 2 when the block is run again because a trial was void
/// @param seed what workload, schedule and text of the trial come from; the same for all trials of
///   a block
public record TrialKey(
    String scenario, String transport, int block, int position, int attempt, long seed) {

  /// The same trial in another attempt.
  public TrialKey withAttempt(int other) {
    return new TrialKey(scenario, transport, block, position, other, seed);
  }

  /// Folder name of the trial, unique in its run and sortable: `steady-b03-a1-sse-h1`.
  public String id() {
    return "%s-b%02d-a%d-%s".formatted(scenario, block, attempt, transport);
  }
}
