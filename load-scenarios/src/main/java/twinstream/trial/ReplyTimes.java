package twinstream.trial;

import static twinstream.result.ReplyRow.NEVER;

import org.jspecify.annotations.Nullable;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;
import twinstream.workload.PlannedReply;

/// When things happened to one reply, on the [System#nanoTime()] clock; [ReplyRow#NEVER] for what
/// did not. One event loop only.
final class ReplyTimes {
  final long arrivalNanos;
  final long sentNanos;
  long connectedNanos = NEVER;
  long openedNanos = NEVER;
  long originNanos = NEVER;
  long firstNanos = NEVER;
  long lastNanos = NEVER;
  long leftNanos = NEVER;

  /// @param arrivalNanos intended arrival
  /// @param sentNanos when the connect began
  ReplyTimes(long arrivalNanos, long sentNanos) {
    this.arrivalNanos = arrivalNanos;
    this.sentNanos = sentNanos;
  }

  /// Tells how late the reader asked, whatever becomes of the reply.
  void tellSent(Tally tally) {
    tally.part(Distribution.SEND_LAG, sentNanos - arrivalNanos);
  }

  /// Tells the parts of the time to first token, once that has come.
  void tell(Tally tally, PlannedReply planned) {
    tellFirst(tally, planned, firstNanos);
    // Not every client tells its connect by itself.
    if (connectedNanos != NEVER) {
      tally.part(Distribution.CONNECT, connectedNanos - sentNanos);
      tally.part(Distribution.HEADERS, openedNanos - connectedNanos);
    }
    tally.part(Distribution.FIRST_TOKEN, firstNanos - openedNanos);
    tally.part(Distribution.OPEN, openedNanos - sentNanos);
  }

  /// Tells the time to first token.
  ///
  /// @param nanos when it came, or until when it has not come
  void tellFirst(Tally tally, PlannedReply planned, long nanos) {
    tally.part(Distribution.TTFT, nanos - arrivalNanos);
    tally.part(Distribution.TRANSPORT_TTFT, nanos - arrivalNanos - planned.firstTokenDelayNanos());
  }

  /// The row of the reply, relative to the start of the window.
  ReplyRow row(
      long zeroNanos, PlannedReply planned, int received, @Nullable Rhythm rhythm, String outcome) {
    return new ReplyRow(
        planned.seed(),
        arrivalNanos - zeroNanos,
        sentNanos - zeroNanos,
        from(zeroNanos, connectedNanos),
        from(zeroNanos, openedNanos),
        from(zeroNanos, originNanos),
        from(zeroNanos, firstNanos),
        from(zeroNanos, lastNanos),
        planned.firstTokenDelayNanos(),
        planned.tokens(),
        received,
        rhythm == null ? 0 : rhythm.stalls(),
        rhythm == null ? 0 : rhythm.met(),
        rhythm == null ? 0 : rhythm.missed(),
        from(zeroNanos, leftNanos),
        ReplyRow.UNKNOWN,
        NEVER,
        outcome);
  }

  private static long from(long zeroNanos, long nanos) {
    return nanos == NEVER ? NEVER : nanos - zeroNanos;
  }
}
