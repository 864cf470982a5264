package twinstream.trial;

import static twinstream.result.ReplyRow.NEVER;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import twinstream.result.Distribution;
import twinstream.scenario.Patience;
import twinstream.workload.PlannedReply;

/// How often the connection broke under the reader of one reply, and what came of it. One event
/// loop only.
final class Absence {
  private final PlannedReply planned;
  private final Patience patience;
  private final Tally tally;
  private final List<Integer> brokenAt = new ArrayList<>();
  private int nextBreak;
  private int held;
  private long gapFromNanos = NEVER;
  private long askedNanos = NEVER;
  private long backNanos = Long.MIN_VALUE;
  private @Nullable String whole;

  Absence(PlannedReply planned, Patience patience, Tally tally) {
    this.planned = planned;
    this.patience = patience;
    this.tally = tally;
    nextBreak = patience.tokens(planned, 0);
  }

  /// True when the reader is interrupted with so many tokens.
  boolean isDue(int received) {
    return received >= nextBreak && received < planned.tokens();
  }

  /// What the reader does when it is.
  Patience.Then then() {
    return patience.then();
  }

  /// The connection broke.
  ///
  /// @param next index of the first token that the reader does not have
  /// @param lastNanos when the one before it came
  void begin(int next, long lastNanos) {
    tally.cuts++;
    brokenAt.add(next);
    held = next;
    askedNanos = NEVER;
    // One that broke before anything new had come is one gap with the one before.
    gapFromNanos = gapFromNanos == NEVER ? lastNanos : gapFromNanos;
  }

  /// The reader asks anew for a reply of which nothing had come.
  void askAgain(long nanos) {
    tally.comebacks.add(nanos);
  }

  /// True for the record of a reply of the right name and length, but of other tokens than the
  /// reader has.
  boolean isAnothers(JsonNode record, @Nullable Proof proof) {
    return proof != null
        && record.path("from").asInt(-1) == held
        && !proof.hash().equals(record.path("hash").asString(""));
  }

  /// How long the reader waits before it comes back.
  long waitNanos() {
    return patience.then() instanceof Patience.Then.ComeBack back
        ? Patience.waitNanos(back, planned, held)
        : 0;
  }

  /// True for a reader that comes back whatever broke.
  boolean perseveres() {
    return patience.then() instanceof Patience.Then.ComeBack back && back.always();
  }

  /// The reader comes back.
  ///
  /// @return path and query with which it asks for the rest
  String comeBack(String id, long nanos) {
    askedNanos = nanos;
    tally.comebacks.add(nanos);
    return "/stream?reply=" + id + "&from=" + held;
  }

  /// When the reader asked for the rest, [twinstream.result.ReplyRow#NEVER] before.
  long askedNanos() {
    return askedNanos;
  }

  /// The server goes on; the reader is back.
  ///
  /// @return false when the record is not that of the rest, or the server's hash not that of what
  ///   the reader has
  boolean end(JsonNode record, String id, long originNanos, @Nullable Proof proof, long nanos) {
    tally.resumed++;
    backNanos = nanos;
    nextBreak = patience.tokens(planned, held);
    JsonNode told = record.path("whole");
    whole = told.isString() ? told.asString() : null;
    return record.path("reply").asString("").equals(id)
        && Long.parseLong(record.path("originNanos").asString()) == originNanos
        && record.path("tokens").asInt(0) == planned.tokens()
        && record.path("from").asInt(-1) == held
        && (proof == null || proof.hash().equals(record.path("hash").asString("")));
  }

  /// All tokens have come: whether they are those that the server told of, where it did.
  boolean isWhole(@Nullable Proof proof) {
    return whole == null || proof == null || whole.equals(proof.hash());
  }

  /// A new token came: the first one ends the gap.
  void token(long nanos) {
    if (gapFromNanos != NEVER) {
      if (tally.window.holds(gapFromNanos)) {
        tally.part(Distribution.RESUME_GAP, nanos - gapFromNanos);
      }
      gapFromNanos = NEVER;
    }
  }

  /// True while nothing new has come since a break.
  boolean hasGap() {
    return gapFromNanos != NEVER;
  }

  /// True for a token that was due while the reader was not there: what it is late belongs to the
  /// gap.
  boolean covers(long dueNanos) {
    return dueNanos < backNanos;
  }

  /// For each break, index of the first token that the reader did not have.
  List<Integer> brokenAt() {
    return brokenAt;
  }
}
