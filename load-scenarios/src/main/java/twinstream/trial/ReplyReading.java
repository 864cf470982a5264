package twinstream.trial;

import static twinstream.result.ReplyRow.NEVER;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.reader.OpenStream;
import twinstream.reader.ReplyListener;
import twinstream.result.Distribution;
import twinstream.workload.Cursor;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// Follows one reply from its intended arrival to its end and tells the tally. Shared by all
/// readers, which only hand it bytes. One event loop only.
final class ReplyReading implements ReplyListener {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long SILENCE_NANOS = 1_000_000_000;

  /// Is told how far replies have come.
  interface Progress {
    void opened(ReplyReading reading);

    void firstToken(ReplyReading reading);

    void over(ReplyReading reading);
  }

  private final PlannedReply planned;
  private final @Nullable ReplyRequest request;
  private final ReplyTimes times;
  private final Tally tally;
  private final Progress progress;
  private final int patience;

  private @Nullable OpenStream stream;
  private @Nullable TokenCheck check;
  private @Nullable Cursor cursor;
  private @Nullable Rhythm rhythm;
  private String id = "";
  private long stepNanos;
  private long lastDueNanos = NEVER;
  private boolean paced;
  private boolean opened;
  private boolean over;
  private boolean cancelled;
  private boolean done;
  private int received;
  private String outcome = "running";

  /// @param request null for a stream that stays silent
  /// @param patience tokens that the reader takes before it goes
  /// @param sentNanos when the connect began
  ReplyReading(
      PlannedReply planned,
      @Nullable ReplyRequest request,
      int patience,
      long arrivalNanos,
      long sentNanos,
      Tally tally,
      Progress progress) {
    this.planned = planned;
    this.request = request;
    this.patience = patience;
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

  /// True when the reply belongs to the measured window.
  boolean counts() {
    return tally.window.holds(times.arrivalNanos);
  }

  boolean hasFirstToken() {
    return times.firstNanos != NEVER;
  }

  boolean wasOpened() {
    return opened;
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
    times.connectedNanos = nanos;
  }

  @Override
  public void opened(long nanos) {
    opened = true;
    times.openedNanos = nanos;
    tally.opened++;
    progress.opened(this);
  }

  @Override
  public void refused(int status, String sentence) {
    outcome = "refused";
  }

  @Override
  public void started(byte[] bytes, int from, int to, long nanos) {
    if (request == null) {
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
    if (times.originNanos < times.connectedNanos
        || times.originNanos > nanos
        || record.path("tokens").asInt(0) != request.tokens()) {
      tally.contradicted++;
    }
    stepNanos = Long.parseLong(record.path("stepNanos").asString());
    cursor = request.schedule(times.originNanos, stepNanos).cursor(request.from());
    paced = request.pacing().hasDueTimes();
    id = record.path("reply").asString();
    if (paced) {
      rhythm = new Rhythm(tally, tally.slo, times.arrivalNanos + planned.firstTokenDelayNanos());
    }
    check =
        new TokenCheck(
            request.replyText(TokenCorpus.standard()),
            id,
            request.envelope(),
            request.from(),
            tally);
  }

  @Override
  public void token(byte[] bytes, int from, int to, int idIndex, long nanos) {
    if (cancelled) {
      // It came with bytes that were on their way when the reader left.
      return;
    }
    if (check == null || cursor == null) {
      tally.changed++;
      return;
    }
    int index = check.accept(bytes, from, to, idIndex);
    if (index < 0) {
      return;
    }
    received++;
    // Without due times the gaps are those of the reader's own reads.
    tally.token(nanos, paced ? times.lastNanos : NEVER);
    times.lastNanos = nanos;
    if (!hasFirstToken()) {
      firstToken(nanos);
    }
    if (paced && index >= cursor.index()) {
      while (cursor.index() < index) {
        cursor.advance();
      }
      tally.lateness(nanos, cursor.dueNanos());
      if (rhythm != null) {
        rhythm.token(nanos, cursor.dueNanos());
      }
      cursor.advance();
    }
    if (received >= patience && received < planned.tokens()) {
      leave();
    }
  }

  /// The reader has read enough: it closes its stream, as a closed tab does.
  private void leave() {
    cancelled = true;
    outcome = "cancelled";
    times.leftNanos = System.nanoTime();
    lastDueNanos = lastDue();
    if (stream != null) {
      stream.close();
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
    if (cancelled) {
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
  }

  @Override
  public void closed(String reason) {
    if (over) {
      return;
    }
    over = true;
    if (!done && !cancelled) {
      if (opened) {
        tally.cut++;
        outcome = "cut";
      } else {
        tally.failed++;
        outcome = "refused";
      }
    }
    if (done && paced && counts() && received > 1) {
      tally.part(Distribution.TPOT, (times.lastNanos - times.firstNanos) / (received - 1));
    }
    tally.rows.add(
        new Tally.Ended(
            id,
            check == null || request == null ? 0 : check.next() - request.from(),
            times.leftNanos == NEVER ? NEVER : lastDueNanos,
            times.row(tally.window.startNanos(), planned, received, rhythm, outcome)));
    progress.over(this);
  }

  /// The trial is over: tokens that were due in the window and have not come are recorded with the
  /// lateness that they have by now, which is less than they would have had; then the reader goes.
  void stop(long nowNanos) {
    if (over) {
      return;
    }
    cancelled = true;
    // Before the overdue tokens are passed over, which would owe nothing any more.
    if (isSilent(nowNanos)) {
      tally.silent++;
      outcome = "silent";
    }
    if (!done) {
      recordOverdue(nowNanos);
    }
    if (stream != null) {
      stream.close();
    }
    // What the stream itself tells of its end comes later.
    closed("");
  }

  // A stream that goes quiet without an end shows in no loss: no later token tells of the hole.
  private boolean isSilent(long nowNanos) {
    long heardNanos = Math.max(times.openedNanos, times.lastNanos);
    return request != null && opened && nowNanos - heardNanos > SILENCE_NANOS && owed(nowNanos);
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
    if (rhythm != null && cursor.index() < request.tokens() && cursor.dueNanos() < nowNanos) {
      rhythm.overdue(nowNanos, cursor.dueNanos());
    }
    long endNanos = Math.min(nowNanos, tally.window.endNanos());
    for (; cursor.index() < request.tokens() && cursor.dueNanos() < endNanos; cursor.advance()) {
      tally.lateness(nowNanos, cursor.dueNanos());
    }
  }
}
