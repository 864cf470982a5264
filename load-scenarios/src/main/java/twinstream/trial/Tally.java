package twinstream.trial;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;
import twinstream.result.Slo;

/// Everything that one event loop records. Written by that loop only, and read when it has come to
/// rest.
final class Tally {
  /// Highest latency that is recorded: a minute.
  static final long MAX_NANOS = 60_000_000_000L;

  /// Significant digits of every histogram but those of single seconds.
  static final int DIGITS = 3;

  private static final int SLICE_DIGITS = 2;
  private static final int SCRATCH_BYTES = 16 * 1024;

  final Window window;
  final Slo slo;
  final Map<Distribution, Histogram> distributions = new EnumMap<>(Distribution.class);
  final List<Ended> rows = new ArrayList<>();
  final long[] tokensOfSecond;
  final Histogram[] latenessOfSecond;

  long received;
  long receivedInWindow;
  long lost;
  long doubled;
  long outOfOrder;
  long changed;
  long early;
  long clamped;
  long planned;
  long opened;
  long failed;
  long cut;
  long silent;
  long contradicted;
  long undue;
  long gaps;
  long stalls100;
  long stalls250;
  long bursts;
  long stalled;
  long cuts;
  long resumed;
  long refusedBack;
  long lostReplies;
  long lostTokens;
  // When readers whose stream broke asked again.
  final List<Long> comebacks = new ArrayList<>();
  long deadlinesMet;
  long deadlinesMissed;

  private final Histogram lateness;
  private final Histogram chunkGaps;
  private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);

  /// @param slo the bounds in force
  Tally(Window window, Slo slo) {
    this.window = window;
    this.slo = slo;
    for (Distribution distribution : Distribution.values()) {
      distributions.put(distribution, new Histogram(MAX_NANOS, DIGITS));
    }
    lateness = of(Distribution.LATENESS);
    chunkGaps = of(Distribution.ICL);
    int seconds = Math.toIntExact(Math.ceilDiv(window.lengthNanos(), 1_000_000_000L));
    tokensOfSecond = new long[seconds];
    latenessOfSecond = new Histogram[seconds];
    for (int i = 0; i < seconds; i++) {
      latenessOfSecond[i] = new Histogram(MAX_NANOS, SLICE_DIGITS);
    }
  }

  /// A reply that is over.
  ///
  /// @param id as the server named it; empty without a control record
  /// @param seen tokens that are accounted for: received, passed over or changed
  /// @param unread for each of its streams that ended before it did, how many were by then
  /// @param lastDueNanos when the last token was due of a reply whose reader left; [ReplyRow#NEVER]
  ///   for any other
  record Ended(String id, int seen, List<Integer> unread, long lastDueNanos, ReplyRow row) {
    public Ended {
      unread = List.copyOf(unread);
    }
  }

  private Histogram of(Distribution distribution) {
    return distributions.computeIfAbsent(distribution, _ -> new Histogram(MAX_NANOS, DIGITS));
  }

  /// An empty buffer to encode one expected token into.
  ByteBuffer scratch() {
    return scratch.clear();
  }

  /// A right token came.
  ///
  /// @param previousNanos receive time of the one before, [ReplyRow#NEVER] for none
  void token(long nanos, long previousNanos) {
    received++;
    if (window.holds(nanos)) {
      receivedInWindow++;
      tokensOfSecond[window.second(nanos)]++;
      if (previousNanos != ReplyRow.NEVER) {
        record(chunkGaps, nanos - previousNanos);
      }
    }
  }

  /// A token that has a due time came.
  void lateness(long nanos, long dueNanos) {
    if (nanos < dueNanos) {
      early++;
      return;
    }
    if (window.holds(dueNanos)) {
      record(lateness, nanos - dueNanos);
      record(latenessOfSecond[window.second(dueNanos)], nanos - dueNanos);
    }
  }

  /// A gap between two tokens of one reply.
  void gap(boolean over100, boolean over250, boolean burst) {
    gaps++;
    stalls100 += over100 ? 1 : 0;
    stalls250 += over250 ? 1 : 0;
    bursts += burst ? 1 : 0;
  }

  /// Token deadlines that have passed.
  void deadlines(long met, long missed) {
    deadlinesMet += met;
    deadlinesMissed += missed;
  }

  /// A part of some reply's time to first token.
  void part(Distribution distribution, long nanos) {
    record(of(distribution), nanos);
  }

  private void record(Histogram histogram, long nanos) {
    if (nanos > MAX_NANOS) {
      clamped++;
      histogram.recordValue(MAX_NANOS);
    } else if (nanos < 0) {
      early++;
    } else {
      histogram.recordValue(nanos);
    }
  }
}
