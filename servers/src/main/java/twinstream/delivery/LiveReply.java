package twinstream.delivery;

import twinstream.workload.Cursor;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;

/// A reply on its way to one reader: puts each token into the outbox when it is due. Open loop: a
/// reader that is late moves no due time.
public final class LiveReply extends Pacer.Task {
  // A reply without due times gives way to the others after so many tokens.
  private static final int FLOOD_TOKENS_PER_TURN = 512;

  private final String id;
  private final Reply reply;
  private final Envelope envelope;
  private final Cursor cursor;
  private final boolean paced;
  private final boolean thenEnd;
  private final Outbox outbox;
  private final Replies owner;
  private int next;
  private long lastNanos;
  private boolean ended;

  LiveReply(
      String id,
      Reply reply,
      Envelope envelope,
      Cursor cursor,
      boolean paced,
      boolean thenEnd,
      Outbox outbox,
      Replies owner) {
    this.id = id;
    this.reply = reply;
    this.envelope = envelope;
    this.cursor = cursor;
    this.next = cursor.index();
    this.paced = paced;
    this.thenEnd = thenEnd;
    this.outbox = outbox;
    this.owner = owner;
  }

  public String id() {
    return id;
  }

  /// Produces no further token and ends the reply with `[DONE]` now, unless it has ended.
  public synchronized void cancel() {
    if (!ended) {
      finish();
    }
  }

  /// Produces no further token and says nothing more: the stream ends otherwise.
  public synchronized void giveUp() {
    // The id of a reply that has ended may be another's by now.
    if (!ended) {
      ended = true;
      owner.departures().add(id, next, lastNanos);
      owner.release(id);
    }
  }

  // Synchronised with cancel, so that no token comes after [DONE].
  @Override
  protected synchronized long run(long nowNanos) {
    int turn = paced ? Integer.MAX_VALUE : FLOOD_TOKENS_PER_TURN;
    while (!ended && cursor.index() < reply.tokens()) {
      if (cursor.dueNanos() > nowNanos) {
        return cursor.dueNanos();
      }
      if (!paced && outbox.callWhenEmpty(() -> owner.proceed(this))) {
        return Pacer.NEVER;
      }
      if (turn-- == 0) {
        return nowNanos;
      }
      long previousNanos = lastNanos;
      int index = cursor.index();
      // Before it is offered: the write may fail at once, and so end this reply.
      next = index + 1;
      lastNanos = nowNanos;
      if (!outbox.offer(new Message.Piece(id, envelope, reply.token(index)))) {
        next = index;
        lastNanos = previousNanos;
        giveUp();
        return Pacer.NEVER;
      }
      cursor.advance();
    }
    if (!ended) {
      finish();
    }
    return Pacer.NEVER;
  }

  private void finish() {
    ended = true;
    owner.release(id);
    if (thenEnd) {
      outbox.end(Message.Done.INSTANCE);
    } else {
      outbox.offer(Message.Done.INSTANCE);
    }
  }

  /// True once `[DONE]` was put into the outbox or the reader was given up.
  public synchronized boolean hasEnded() {
    return ended;
  }
}
