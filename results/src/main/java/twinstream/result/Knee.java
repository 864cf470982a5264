package twinstream.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Where the servers of a ramp stopped keeping up: before the first two consecutive seconds of the
/// window that both break the SLO in force. A second breaks it when the 99th percentile of its
/// tokens' lateness is above the SLO's time per token, or the median of what set-up and transport
/// added to the first tokens of the replies that arrived in it is above its time to the first
/// token. A reply without a first token is above every bound, unless it was still running at the
/// end.
///
/// @param streams most that were open at the end of a second before it; 0 where no second kept the
///   SLO
/// @param tokensPerSecond received in that second (the last such), averaged over it and the two
///   before
/// @param seconds before it
record Knee(long streams, double tokensPerSecond, int seconds) {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /// Seconds over which tokens are averaged.
  static final int AVERAGED = 3;

  /// Nothing where the SLO was not broken: the knee was not reached.
  static Optional<Knee> of(Measurement seen) {
    var slices = seen.slices();
    for (int i = 0; i + 1 < slices.size(); i++) {
      if (breaks(seen, slices.get(i)) && breaks(seen, slices.get(i + 1))) {
        return Optional.of(before(i, seen));
      }
    }
    return Optional.empty();
  }

  private static Knee before(int seconds, Measurement seen) {
    long most = 0;
    int best = -1;
    for (int i = 0; i < seconds; i++) {
      long open = open(seen.replies(), (seen.slices().get(i).second() + 1) * NANOS_PER_SECOND);
      if (open >= most) {
        most = open;
        best = i;
      }
    }
    return new Knee(most, best < 0 ? 0 : rate(seen.slices(), best), seconds);
  }

  /// Tokens per second over the second of an index and up to two before it.
  static double rate(List<Slice> slices, int index) {
    return IntStream.rangeClosed(Math.max(0, index - AVERAGED + 1), index)
        .mapToLong(i -> slices.get(i).tokens())
        .average()
        .orElse(0);
  }

  private static boolean breaks(Measurement seen, Slice slice) {
    return slice.latenessP99Nanos() > seen.slo().tpotNanos()
        || median(seen.replies(), slice.second() * NANOS_PER_SECOND) > seen.slo().ttftNanos();
  }

  private static double median(List<ReplyRow> replies, long fromNanos) {
    long[] added =
        replies.stream()
            .filter(row -> row.asked() > 0 && row.arrival() >= fromNanos)
            .filter(row -> row.arrival() < fromNanos + NANOS_PER_SECOND)
            .filter(row -> row.first() != ReplyRow.NEVER || !row.running())
            .mapToLong(row -> row.first() == ReplyRow.NEVER ? Long.MAX_VALUE : row.addedTtftNanos())
            .sorted()
            .toArray();
    // The lower of two in the middle, as an endless wait has no mean with another.
    return added.length == 0 ? 0 : added[(added.length - 1) / 2];
  }

  /// Streams whose headers had come and that had not ended.
  private static long open(List<ReplyRow> replies, long atNanos) {
    return replies.stream()
        .filter(row -> row.headers() != ReplyRow.NEVER && row.headers() <= atNanos)
        .filter(row -> staysToTheEnd(row) || row.last() > atNanos)
        .count();
  }

  private static boolean staysToTheEnd(ReplyRow row) {
    return row.running() || row.outcome().equals("silent") || row.outcome().equals("stalled");
  }
}
