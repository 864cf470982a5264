package twinstream.trial;

import static twinstream.result.ReplyRow.NEVER;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.reader.OpenStream;
import twinstream.reader.ReplyListener;
import twinstream.result.Distribution;
import twinstream.scenario.Patience;
import twinstream.workload.Ascii;
import twinstream.workload.Cursor;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// Follows one reply from its intended arrival to its end and tells the tally. Shared by all
/// readers, which only hand it bytes. One event loop only.
final class ReplyReading implements ReplyListener {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long SILENCE_NANOS = 1_000_000_000;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  /// Where the reader is.
  private enum Presence {
    READING,
    /// Gone for good.
    LEFT,
    /// There, but reads nothing.
    STALLED,
    /// Its stream was cut.
    AWAY,
    /// It has asked for the rest.
    RETURNING,
    /// No server can give it the rest.
    GIVEN_UP
  }

  /// Is told how far replies have come.
  interface Progress {
    void opened(ReplyReading reading);

    void firstToken(ReplyReading reading);

    /// Its stream has ended, and the reader means to come back in [#waitNanos()].
    void away(ReplyReading reading);

    void over(ReplyReading reading);
  }

  private final PlannedReply planned;
  private final @Nullable ReplyRequest request;
  private final ReplyTimes times;
  private final Tally tally;
  private final Progress progress;
  private final Absence absence;

  private @Nullable OpenStream stream;
  private @Nullable TokenCheck check;
  private @Nullable Cursor cursor;
  private @Nullable Rhythm rhythm;
  private @Nullable Proof proof;
  private Presence presence = Presence.READING;
  private String id = "";
  private long stepNanos;
  private long lastDueNanos = NEVER;
  private boolean paced;
  private boolean opened;
  private boolean opening = true;
  private boolean over;
  private boolean done;
  private int received;
  private int server;
  private int refusedWith;
  private String outcome = "running";

  /// @param request null for a stream that stays silent
  /// @param patience when the reader is interrupted
  /// @param sentNanos when the connect began
  ReplyReading(
      PlannedReply planned,
      @Nullable ReplyRequest request,
      Patience patience,
      long arrivalNanos,
      long sentNanos,
      Tally tally,
      Progress progress) {
    this.planned = planned;
    this.request = request;
    absence = new Absence(planned, patience, tally);
    times = new ReplyTimes(arrivalNanos, sentNanos);
    this.tally = tally;
    this.progress = progress;
    tally.planned++;
    if (counts()) {
      times.tellSent(tally);
    }
  }

  void on(OpenStream asked) {
    stream = asked;
  }

  /// The stream is asked for at that server of a [Route].
  ///
  /// @return the same
  int asks(int one) {
    server = one;
    return one;
  }

  /// The server that was asked last.
  int asked() {
    return server;
  }

  /// True when the reply belongs to the measured window.
  boolean counts() {
    return tally.window.holds(times.arrivalNanos);
  }

  boolean hasFirstToken() {
    return times.firstNanos != NEVER;
  }

  /// True while a stream was asked for that is not open yet.
  boolean isOpening() {
    return opening;
  }

  boolean isOver() {
    return over;
  }

  /// How long the reader of a stream that was cut waits before it comes back.
  long waitNanos() {
    return absence.waitNanos();
  }

  /// The reader comes back.
  ///
  /// @return path and query with which it asks for the rest, or for all where nothing had come
  String comeBack() {
    opening = true;
    refusedWith = 0;
    if (id.isEmpty() && request != null) {
      presence = Presence.READING;
      absence.askAgain(System.nanoTime());
      return "/stream?" + request.query();
    }
    presence = Presence.RETURNING;
    return absence.comeBack(id, System.nanoTime());
  }

  boolean isDone() {
    return done;
  }

  /// What the same reader asks for next, where it goes on: as long, with another text.
  PlannedReply next(long number) {
    return new PlannedReply(
        planned.arrivalNanos(),
        planned.tokens(),
        planned.firstTokenDelayNanos(),
        planned.seed() + number);
  }

  @Override
  public void connected(long nanos) {
    // Where nothing had come over a stream that was open, the parts stay those of that one.
    if (presence != Presence.RETURNING && !opened) {
      times.connectedNanos = nanos;
    }
  }

  @Override
  public void opened(long nanos) {
    if (presence != Presence.RETURNING && !opened) {
      opened = true;
      times.openedNanos = nanos;
      tally.opened++;
    }
    opening = false;
    progress.opened(this);
  }

  @Override
  public void refused(int status, String sentence) {
    refusedWith = status;
    outcome = absence.perseveres() ? outcome : "refused";
    tally.refusedBack += presence == Presence.RETURNING ? 1 : 0;
  }

  @Override
  public void started(byte[] bytes, int from, int to, long nanos) {
    if (request == null) {
      return;
    }
    if (presence == Presence.RETURNING) {
      goOn(JSON.readTree(bytes, from, to - from), nanos);
      return;
    }
    if (check != null) {
      tally.contradicted++;
      return;
    }
    JsonNode record = JSON.readTree(bytes, from, to - from);
    times.originNanos = Long.parseLong(record.path("originNanos").asString());
    // The reply began after it was asked for and before its record came, on a clock that both
    // share.
    if (times.originNanos < Math.max(times.sentNanos, times.connectedNanos)
        || times.originNanos > nanos
        || record.path("tokens").asInt(0) != request.tokens()) {
      tally.contradicted++;
    }
    stepNanos = Long.parseLong(record.path("stepNanos").asString());
    cursor = request.schedule(times.originNanos, stepNanos).cursor(request.from());
    paced = request.pacing().hasDueTimes();
    id = record.path("reply").asString();
    if (!Ascii.holds(id)) {
      tally.contradicted++;
      id = "";
    }
    if (paced) {
      rhythm = new Rhythm(tally, tally.slo, times.arrivalNanos + planned.firstTokenDelayNanos());
    }
    proof = request.nonce() == null ? null : new Proof();
    check =
        new TokenCheck(
            request.replyText(TokenCorpus.standard()),
            id,
            request.envelope(),
            request.from(),
            tally,
            proof);
  }

  private void goOn(JsonNode record, long nanos) {
    presence = Presence.READING;
    if (absence.end(record, id, times.originNanos, proof, nanos)) {
      return;
    }
    if (absence.perseveres() && absence.isAnothers(record, proof)) {
      // The server that sent them had not yet told anybody what they were.
      giveUp();
      if (stream != null) {
        stream.close();
      }
    } else {
      tally.contradicted++;
    }
  }

  // What the reader has is of a reply that nobody knows any more, or its rest is.
  private void giveUp() {
    presence = Presence.GIVEN_UP;
    outcome = "lost";
    tally.lostReplies++;
    tally.lostTokens += request == null ? 0 : request.tokens() - seen();
  }

  @Override
  public void token(byte[] bytes, int from, int to, int idIndex, long nanos) {
    if (isGone()) {
      // It came with bytes that were on their way when the reader was interrupted.
      return;
    }
    if (check == null || cursor == null || presence == Presence.RETURNING) {
      tally.changed++;
      return;
    }
    int index = check.accept(bytes, from, to, idIndex);
    if (index < 0) {
      return;
    }
    received++;
    // Without due times the gaps are those of the reader's own reads.
    tally.token(nanos, paced && !absence.hasGap() ? times.lastNanos : NEVER);
    absence.token(nanos);
    times.lastNanos = nanos;
    if (!hasFirstToken()) {
      firstToken(nanos);
    }
    if (paced && index >= cursor.index()) {
      while (cursor.index() < index) {
        cursor.advance();
      }
      inTime(nanos, cursor.dueNanos());
      cursor.advance();
    }
    if (absence.isDue(received)) {
      interrupt(check.next());
    }
  }

  private boolean isGone() {
    return switch (presence) {
      case LEFT, STALLED, AWAY, GIVEN_UP -> true;
      case READING, RETURNING -> false;
    };
  }

  private void inTime(long nanos, long dueNanos) {
    if (absence.covers(dueNanos)) {
      if (rhythm != null) {
        rhythm.passOver(nanos, dueNanos);
      }
      return;
    }
    tally.lateness(nanos, dueNanos);
    if (rhythm != null) {
      rhythm.token(nanos, dueNanos);
    }
  }

  private void interrupt(int next) {
    if (stream == null) {
      throw new IllegalStateException("this reading was given no stream to interrupt");
    }
    switch (absence.then()) {
      case Patience.Then.Leave _ -> {
        presence = Presence.LEFT;
        outcome = "cancelled";
        times.leftNanos = System.nanoTime();
        lastDueNanos = lastDue();
        stream.close();
      }
      case Patience.Then.Stall _ -> {
        presence = Presence.STALLED;
        outcome = "stalled";
        tally.stalled++;
        stream.stall();
      }
      case Patience.Then.ComeBack _ -> {
        presence = Presence.AWAY;
        absence.begin(next, times.lastNanos);
        stream.cut();
      }
    }
  }

  // Should the server not notice, it goes on until then.
  private long lastDue() {
    if (request == null || !paced) {
      return NEVER;
    }
    Cursor all = request.schedule(times.originNanos, stepNanos).cursor(request.from());
    while (all.index() < request.tokens() - 1) {
      all.advance();
    }
    return all.dueNanos();
  }

  private void firstToken(long nanos) {
    times.firstNanos = nanos;
    if (counts()) {
      times.tell(tally, planned);
    }
    progress.firstToken(this);
  }

  @Override
  public void done() {
    if (isGone()) {
      return;
    }
    if (done) {
      tally.doubled++;
      return;
    }
    done = true;
    outcome = "done";
    if (check != null) {
      check.ended();
    }
    if (!absence.isWhole(proof)) {
      tally.contradicted++;
    }
  }

  @Override
  public void closed(String reason) {
    if (over) {
      return;
    }
    if (presence == Presence.AWAY) {
      progress.away(this);
      return;
    }
    if (!done && !isGone() && absence.perseveres() && request != null) {
      broke();
      return;
    }
    if (!done && !isGone()) {
      endedEarly();
    }
    end();
  }

  // Not the plan's doing, and yet the reader comes back: to the rest, to the whole where nothing
  // had come, or again where the server that it asked could give neither.
  private void broke() {
    boolean returning = presence == Presence.RETURNING;
    if (returning && (refusedWith == NOT_FOUND || refusedWith == GONE)) {
      giveUp();
      end();
      return;
    }
    if (!returning && check != null) {
      absence.begin(check.next(), hasFirstToken() ? times.lastNanos : times.openedNanos);
    }
    presence = Presence.AWAY;
    progress.away(this);
    opening = false;
  }

  private void endedEarly() {
    if (!opened) {
      tally.failed++;
      outcome = "refused";
    } else if (!outcome.equals("refused")) {
      tally.cut++;
      outcome = "cut";
    }
  }

  private void end() {
    over = true;
    if (done && paced && counts() && received > 1) {
      tally.part(Distribution.TPOT, (times.lastNanos - times.firstNanos) / (received - 1));
    }
    tally.rows.add(
        new Tally.Ended(
            id,
            seen(),
            unread(),
            times.leftNanos == NEVER ? NEVER : lastDueNanos,
            times.row(tally.window.startNanos(), planned, received, rhythm, outcome)));
    progress.over(this);
  }

  private int seen() {
    return check == null || request == null ? 0 : check.next() - request.from();
  }

  // What the server has sent on a stream that the trial's end cut short in the opening is not known
  // here.
  private List<Integer> unread() {
    List<Integer> unread = new ArrayList<>(absence.brokenAt());
    if (!done
        && presence != Presence.AWAY
        && presence != Presence.RETURNING
        && presence != Presence.GIVEN_UP) {
      unread.add(seen());
    }
    return unread;
  }

  /// The trial is over: tokens that were due in the window and have not come are recorded with the
  /// lateness that they have by now, which is less than they would have had; then the reader goes.
  void stop(long nowNanos) {
    if (over) {
      return;
    }
    if (isLostAtTheEnd(nowNanos)) {
      absence.token(nowNanos);
      giveUp();
    }
    // Before the overdue tokens are passed over, which would owe nothing any more.
    if (isSilent(nowNanos)) {
      tally.silent++;
      outcome = "silent";
    }
    if (!done && !isGone()) {
      recordOverdue(nowNanos);
    }
    // First: what the stream itself tells of its end is no news any more.
    end();
    presence = Presence.LEFT;
    if (stream != null) {
      stream.close();
    }
  }

  // It has knocked for long enough: what it is owed has not come by the end.
  private boolean isLostAtTheEnd(long nowNanos) {
    return absence.perseveres()
        && (presence == Presence.AWAY || presence == Presence.RETURNING)
        && absence.hasGap()
        && nowNanos - times.lastNanos > SILENCE_NANOS;
  }

  // A stream that goes quiet without an end shows in no loss: no later token tells of the hole.
  private boolean isSilent(long nowNanos) {
    long heardNanos = Math.max(Math.max(times.openedNanos, times.lastNanos), absence.askedNanos());
    return request != null
        && opened
        && !isGone()
        && nowNanos - heardNanos > SILENCE_NANOS
        && owed(nowNanos);
  }

  private boolean owed(long nowNanos) {
    // The control record, the end of the reply or of the stream, or tokens that flow control times.
    if (cursor == null || request == null || done || !paced) {
      return true;
    }
    return cursor.index() >= request.tokens() || nowNanos - cursor.dueNanos() > SILENCE_NANOS;
  }

  private void recordOverdue(long nowNanos) {
    if (request != null && counts() && !hasFirstToken()) {
      if (nowNanos < times.arrivalNanos + planned.firstTokenDelayNanos()) {
        tally.undue++;
      } else {
        times.tellFirst(tally, planned, nowNanos);
      }
    }
    if (cursor == null || request == null || !paced) {
      return;
    }
    // Until a reader is back nothing is late; how long it has waited by now goes on record.
    if (cursor.index() < request.tokens() && cursor.dueNanos() < nowNanos) {
      absence.token(nowNanos);
    }
    while (cursor.index() < request.tokens() && absence.covers(cursor.dueNanos())) {
      cursor.advance();
    }
    if (presence == Presence.RETURNING) {
      return;
    }
    if (rhythm != null && cursor.index() < request.tokens() && cursor.dueNanos() < nowNanos) {
      rhythm.overdue(nowNanos, cursor.dueNanos());
    }
    long endNanos = Math.min(nowNanos, tally.window.endNanos());
    for (; cursor.index() < request.tokens() && cursor.dueNanos() < endNanos; cursor.advance()) {
      tally.lateness(nowNanos, cursor.dueNanos());
    }
  }
}
