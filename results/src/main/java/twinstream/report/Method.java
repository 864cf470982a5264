package twinstream.report;

import java.util.List;

/// How the numbers came about, in a dozen sentences.
final class Method {
  static final List<String> SENTENCES =
      List.of(
          "A trial is one setting, run once in fresh JVMs, warmed up, with one measured window; both heaps are collected shortly before it, so a window that is shorter than the time between two collections shows the pauses of neither side.",
          "A block holds each transport once (twice where it is also held against itself), on the same workload and seed, in an order that is balanced and drawn from the seed.",
          "Latencies count from the time at which a token was due or a reply was meant to start, so a stall is not hidden by the load waiting for it.",
          "A percentile is taken from the merged histogram of a trial's event loops, with at least 30 samples beyond it; percentiles themselves are never averaged, and never merged over trials.",
          "A value in a table is the median over blocks; a ratio or difference is the mean of the blocks' own, second relative to first.",
          "Intervals are Student's t over the blocks at 95 %, and from twelve blocks on a seeded bootstrap-t that reaches at least as far.",
          "Equivalent means that two one-sided tests at 5 % show the effect to be inside the margin that was set before the run.",
          "A winner needs an effect outside of that proof, a 95 % interval without zero and a p-value of at most 5 % after Holm over one family: all confirmatory comparisons in the run of two transports, or of one in two settings. Scenarios planned with fewer than six blocks get no verdict and are not in it.",
          "A transport against itself (A/A) has a Holm family of its own; a difference there makes the run invalid, unless it is shown to lie inside the margin: then no verdict can rest on it, and it is shown.",
          "The smallest visible effect is the one that would be found in four of five runs of so many blocks and this spread, at 5 % divided by the size of the family.",
          "Exploratory metrics are judged one by one without that adjustment: read them as hints.",
          "A void trial voids its block, which is run again whole; over 20 % void blocks, or clearly more void trials of one transport (a split with a chance of 5 % or less), make a cell invalid. In a cell of up to four blocks one void block is forgiven if its repeat was valid.");

  static final String SCOPE =
      "These numbers hold for this machine, these versions and these settings. They do not tell what a real network, a proxy, "
          + "TLS or another implementation of either transport would change, unless a scenario above asks for it.";

  private Method() {}
}
