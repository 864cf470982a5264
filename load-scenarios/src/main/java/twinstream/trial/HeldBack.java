package twinstream.trial;

import twinstream.result.Slo;
import twinstream.result.Smoothness;

/// What a crowd records of tokens that come at given times, without a network: for demonstrations.
public final class HeldBack {
  private static final long START_NANOS = 1_000_000_000L;

  private HeldBack() {}

  /// @param receivedNanos when each token comes, from the start of the reply
  /// @param gapNanos between the due times of two tokens, the first of which is due at 0
  public static Smoothness record(long[] receivedNanos, long gapNanos) {
    var window = new Window(START_NANOS, START_NANOS + receivedNanos.length * gapNanos);
    var tally = new Tally(window, Slo.CHAT);
    var rhythm = new Rhythm(tally, Slo.CHAT, START_NANOS);
    for (int i = 0; i < receivedNanos.length; i++) {
      rhythm.token(START_NANOS + receivedNanos[i], START_NANOS + i * gapNanos);
    }
    return new Smoothness(
        tally.gaps,
        tally.stalls100,
        tally.stalls250,
        tally.bursts,
        tally.deadlinesMet,
        tally.deadlinesMissed);
  }
}
