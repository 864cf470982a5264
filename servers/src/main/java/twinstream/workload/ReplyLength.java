package twinstream.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/// How long each reply is, and how long the model thinks before it.
public sealed interface ReplyLength {
  /// Tokens of the plan's reply of that index, 0 to 100,000; 0 is a stream that stays silent.
  int tokens(long seed, int index);

  /// Delay of its first token, a whole number of milliseconds (the wire knows no less), in
  /// nanoseconds.
  long firstTokenDelayNanos(long seed, int index);

  /// Settings for a result file.
  Map<String, String> parameters();

  /// All replies of one length, without a delay.
  ///
  /// @param tokens 0 to 100,000
  record Constant(int tokens) implements ReplyLength {
    public Constant {
      Require.between("tokens", tokens, 0, ReplyRequest.MAX_TOKENS);
    }

    @Override
    public int tokens(long seed, int index) {
      return tokens;
    }

    @Override
    public long firstTokenDelayNanos(long seed, int index) {
      return 0;
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of("tokens", tokens);
    }
  }

  /// Replies of one length, of which the first have been going on for a while: what is left of them
  /// is any part, as when one comes to a service that has long been running.
  ///
  /// @param tokens 1 to 100,000
  /// @param begun how many are on their way at first
  record Underway(int tokens, int begun) implements ReplyLength {
    public Underway {
      Require.between("tokens", tokens, 1, ReplyRequest.MAX_TOKENS);
      Require.between("begun", begun, 0, 1_000_000);
    }

    @Override
    public int tokens(long seed, int index) {
      return index < begun
          ? 1 + Draw.below(tokens, Draw.at(Draw.stream(seed, Draw.LEFT), index))
          : tokens;
    }

    @Override
    public long firstTokenDelayNanos(long seed, int index) {
      return 0;
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of("tokens", tokens, "begun", begun);
    }
  }

  /// Some replies of one length, without a delay, before the others.
  ///
  /// @param warming how many those are, from 0
  /// @param tokens of each of them, 1 to 100,000
  record Warmed(int warming, int tokens, ReplyLength others) implements ReplyLength {
    public Warmed {
      Require.between("tokens", tokens, 1, ReplyRequest.MAX_TOKENS);
    }

    @Override
    public int tokens(long seed, int index) {
      return index < warming ? tokens : others.tokens(seed, index - warming);
    }

    @Override
    public long firstTokenDelayNanos(long seed, int index) {
      return index < warming ? 0 : others.firstTokenDelayNanos(seed, index - warming);
    }

    @Override
    public Map<String, String> parameters() {
      Map<String, String> all = new LinkedHashMap<>(others.parameters());
      all.put("warmingTokens", Integer.toString(tokens));
      return all;
    }
  }

  /// Lengths of a trace, row by row beside [Arrivals.FromTrace] of the same trace and seed. The
  /// first token waits until the context is read, at a constant rate; the trace itself has no such
  /// times.
  ///
  /// @param prefillTokensPerSecond rate at which the model reads its context, 100 to 10,000,000
  record FromTrace(Trace trace, int prefillTokensPerSecond) implements ReplyLength {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    public FromTrace {
      Require.between("prefillTokensPerSecond", prefillTokensPerSecond, 100, 10_000_000);
    }

    @Override
    public int tokens(long seed, int index) {
      return trace.generatedTokens(row(seed, index));
    }

    @Override
    public long firstTokenDelayNanos(long seed, int index) {
      long contextTokens = trace.contextTokens(row(seed, index));
      return Math.ceilDiv(contextTokens * MILLIS_PER_SECOND, prefillTokensPerSecond)
          * NANOS_PER_MILLI;
    }

    private int row(long seed, int index) {
      return trace.rowAfter(trace.startRow(seed), index);
    }

    @Override
    public Map<String, String> parameters() {
      return Settings.of("lengths", trace.name(), "prefillTokensPerSecond", prefillTokensPerSecond);
    }
  }
}
