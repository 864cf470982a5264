package twinstream.delivery;

import java.util.function.IntFunction;
import twinstream.workload.Ascii;
import twinstream.workload.Cursor;
import twinstream.workload.Envelope;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Token;

/// A reply on its way to one reader: puts each token into the outbox when it is due. Open loop: a
/// reader that is late moves no due time. What is overdue when a reader comes back follows as fast
/// as it is taken.
public final class LiveReply extends Pacer.Task {
  // A reply without due times gives way to the others after so many tokens.
  private static final int FLOOD_TOKENS_PER_TURN = 512;

  private final String id;
  // Each of its tokens has it.
  private final Ascii idText;
  private final int tokens;
  private final IntFunction<Token> text;
  private final Envelope envelope;
  private final Cursor cursor;
  private final boolean thenEnd;
  private final Outbox outbox;
  private final Replies owner;
  private final boolean paced;
  private boolean catchingUp;
  private int next;
  private long lastNanos;
  private boolean ended;

  /// @param cursor stands on the first token to be sent
  /// @param text gives each token once, in order
  /// @param catchingUp true when tokens may be overdue: until one is not, flow control holds them
  ///   back, as they would overrun the outbox
  LiveReply(
      String id,
      ReplyRequest request,
      Cursor cursor,
      IntFunction<Token> text,
      boolean catchingUp,
      boolean thenEnd,
      Outbox outbox,
      Replies owner) {
    this.id = id;
    idText = Ascii.of(id);
    tokens = request.tokens();
    envelope = request.envelope();
    paced = request.pacing().hasDueTimes();
    this.cursor = cursor;
    this.next = cursor.index();
    this.text = text;
    this.catchingUp = catchingUp;
    this.thenEnd = thenEnd;
    this.outbox = outbox;
    this.owner = owner;
  }

  public String id() {
    return id;
  }

  /// Produces no further token and ends the reply with `[DONE]` now, unless it has ended. Nobody
  /// can go on with it.
  public synchronized void cancel() {
    if (!ended) {
      finish(true);
    }
  }

  /// Produces no further token and says nothing more: the stream ends otherwise.
  public void giveUp() {
    leave();
  }

  // For streams that nothing keeps alive; the others are told by their heartbeats, too.
  @Override
  protected void farewell() {
    if (owner.isOutOfTime()) {
      outbox.end(Message.Failure.goingAway());
    }
  }

  // The id of a reply that has ended may be another's by now.
  private synchronized boolean leave() {
    if (ended) {
      return false;
    }
    ended = true;
    owner.departures().add(id, next, lastNanos);
    owner.end(id, false);
    return true;
  }

  /// Leaves the rest to another stream: this one ends as if its reader had gone, unless the reply
  /// has ended. The id is free afterwards.
  void handOver() {
    if (leave()) {
      outbox.readerLeft();
    }
  }

  // Synchronised with cancel, so that no token comes after [DONE].
  @Override
  protected synchronized long run(long nowNanos) {
    int turn = FLOOD_TOKENS_PER_TURN;
    while (!ended && cursor.index() < tokens) {
      if (cursor.dueNanos() > nowNanos) {
        catchingUp = false;
        return cursor.dueNanos();
      }
      if (!paced || catchingUp) {
        if (outbox.callWhenEmpty(() -> owner.proceed(this))) {
          return Pacer.NEVER;
        }
        if (turn-- == 0) {
          return nowNanos;
        }
      }
      long previousNanos = lastNanos;
      int index = cursor.index();
      // Before it is offered: the write may fail at once, and so end this reply.
      next = index + 1;
      lastNanos = nowNanos;
      if (!outbox.offer(new Message.Piece(idText, envelope, text.apply(index)))) {
        next = index;
        lastNanos = previousNanos;
        giveUp();
        return Pacer.NEVER;
      }
      cursor.advance();
    }
    if (!ended) {
      finish(false);
    }
    return Pacer.NEVER;
  }

  private void finish(boolean cancelled) {
    ended = true;
    owner.end(id, cancelled);
    outbox.replyIsOver();
    if (thenEnd) {
      outbox.end(Message.Done.INSTANCE);
    } else {
      outbox.offer(Message.Done.INSTANCE);
      if (owner.isStopping()) {
        outbox.end(Message.Failure.goingAway());
      }
    }
  }

  /// True once `[DONE]` was put into the outbox or the reader was given up.
  public synchronized boolean hasEnded() {
    return ended;
  }
}
