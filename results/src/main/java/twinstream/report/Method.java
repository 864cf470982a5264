package twinstream.report;

import java.util.List;

/// How the numbers came about, in ten sentences.
final class Method {
  static final List<String> SENTENCES =
      List.of(
          "A trial is one setting, run once in fresh JVMs, warmed up, with one measured window; both heaps are collected shortly before it, so a window that is shorter than the time between two collections shows the pauses of neither side.",
          "A block holds each transport once, on the same workload and seed, in an order that is balanced and drawn from the seed.",
          "Latencies count from the time at which a token was due or a reply was meant to start, so a stall is not hidden by the load waiting for it.",
          "A percentile is taken inside one trial, from at least 30 samples beyond it; percentiles are never averaged over trials or merged.",
          "A value in a table is the median over blocks; a ratio or difference is the mean of the blocks' own, second relative to first.",
          "Intervals are Student's t over the blocks at 95 %, and from twelve blocks on a seeded bootstrap-t.",
          "Equivalent means that two one-sided tests at 5 % show the effect to be inside the margin that was set before the run.",
          "A winner needs an effect outside of that proof and a p-value of at most 5 % after Holm over all confirmatory metrics of the run.",
          "Exploratory metrics are judged one by one without that adjustment: read them as hints.",
          "A void trial voids its block, which is run again whole; over 20 % void blocks, or clearly more void trials of one transport (a split with a chance of 5 % or less), make a cell invalid. In a cell of up to four blocks one void block is forgiven if its repeat was valid.");

  static final String SCOPE =
      "These numbers hold for this machine, these versions and these settings. They do not tell what a real network, a proxy, "
          + "TLS or another implementation of either transport would change, unless a scenario above asks for it.";

  private Method() {}
}
