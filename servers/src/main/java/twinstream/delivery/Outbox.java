package twinstream.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The messages waiting for one reader: bounded, in order, one write in flight, as much a write as
/// [Flush] says. Any thread may offer; the thread that finds the wire idle writes, and goes on
/// writing what others add meanwhile.
///
/// An idle outbox holds no queue at all: a stream that has nothing to say should cost nothing here.
public final class Outbox implements Callback {
  private enum State {
    /// Nothing is being written.
    IDLE,
    /// A thread is inside [Wire#write].
    IN_CALL,
    /// The write was completed before that call returned.
    COMPLETED_IN_CALL,
    /// The call has returned, the write is still with the connection.
    PENDING
  }

  // Room behind a full outbox for what is no token: control records, ends, heartbeats, an error.
  private static final int CONTROL_MESSAGES = 64;

  private final Wire wire;
  private final Delivery delivery;
  private final Callback completion;

  // Guarded by this object's monitor, which is never held while writing or calling out.
  private State state = State.IDLE;
  private final MessageQueue queue = new MessageQueue();
  private @Nullable Runnable whenEmpty;
  private @Nullable Runnable whenCut;
  private boolean ending;
  // A token was put in the queue, and not yet the end of its reply.
  private boolean withinReply;
  private boolean closedInOrder;
  private boolean over;
  private boolean timed;
  private long lastWriteNanos = System.nanoTime();

  /// @param completion succeeded when the last message is with the connection, failed when the
  ///   reader is gone or was cut off; completed exactly once
  public Outbox(Wire wire, Replies replies, Callback completion) {
    this(wire, replies.delivery(), completion);
  }

  Outbox(Wire wire, Delivery delivery, Callback completion) {
    this.wire = wire;
    this.delivery = delivery;
    this.completion = completion;
    delivery.counts().opened.increment();
  }

  /// Puts a message behind the others and writes it at once if the wire is idle.
  ///
  /// @return false when the stream is over: nobody needs more for this reader
  public boolean offer(Message message) {
    return add(message, false);
  }

  /// Puts the last message behind the others; the stream ends with it.
  public void end(Message message) {
    add(message, true);
  }

  private boolean add(Message message, boolean last) {
    boolean full;
    synchronized (this) {
      if (takesNoMore()) {
        return false;
      }
      full = waiting() >= room(message);
      if (!full) {
        queue.add(message);
        ending = last;
        if (message instanceof Message.Piece) {
          delivery.counts().tokens.increment();
          withinReply = true;
        } else if (message instanceof Message.Done) {
          withinReply = false;
        }
        if (state != State.IDLE) {
          return true;
        }
        state = State.IN_CALL;
      }
    }
    if (full) {
      return overflow(message);
    }
    drain();
    return true;
  }

  // Bounded for all: a reader that asks and cancels but never reads must not fill the heap.
  private long room(Message message) {
    return (long) room() + (message instanceof Message.Piece ? 0 : CONTROL_MESSAGES);
  }

  private int room() {
    return delivery.limits().outboxMessages();
  }

  private boolean overflow(Message message) {
    if (message instanceof Message.Piece) {
      delivery.counts().dropped.increment();
      // Only tokens have an index that shows the hole.
      if (delivery.limits().overflow() == Overflow.DROP) {
        return true;
      }
    }
    stop(new SlowReaderException(delivery.limits().outboxMessages()));
    return false;
  }

  // Called by the one thread that has set the state to IN_CALL.
  private void drain() {
    while (true) {
      List<Message> next;
      boolean last;
      boolean waits;
      synchronized (this) {
        next = over ? List.of() : take();
        if (next.isEmpty()) {
          state = State.IDLE;
        } else {
          state = State.IN_CALL;
          lastWriteNanos = System.nanoTime();
        }
        last = ending && queue.isEmpty();
        waits = timed && !over;
      }
      if (next.isEmpty()) {
        if (!waits) {
          callEmpty();
        }
        // The reader has closed just when the last write was done.
        if (last) {
          finish();
        }
        return;
      }
      if (!wire.sharesWrites()) {
        delivery.counts().writes.increment();
      }
      try {
        wire.write(next, last, this);
      } catch (RuntimeException e) {
        // The connection is in an unknown state; left so, its reader would wait for ever.
        stop(e);
        return;
      }
      boolean done;
      synchronized (this) {
        if (state == State.IN_CALL) {
          state = State.PENDING;
          return;
        }
        done = ending && queue.isEmpty();
      }
      if (done) {
        finish();
        return;
      }
    }
  }

  // What is to be written now; nothing while a flush waits for more tokens or for its time.
  private List<Message> take() {
    Message first = queue.peek();
    if (first == null) {
      return List.of();
    }
    return switch (delivery.flush()) {
      case Flush.EachToken _ -> {
        queue.removeFirst();
        yield List.of(first);
      }
      case Flush.EveryTokens(int tokens) ->
          mayNotWait() || queue.size() >= tokens ? queue.takeAll(tokens) : List.of();
      case Flush.EveryPeriod(Duration period) -> {
        long leftNanos = lastWriteNanos + period.toNanos() - System.nanoTime();
        if (leftNanos <= 0 || mayNotWait()) {
          yield queue.takeAll(Integer.MAX_VALUE);
        }
        flushIn(leftNanos);
        yield List.of();
      }
    };
  }

  // A full outbox would cut off a reader who is not slow: only the flush holds its tokens back.
  private boolean mayNotWait() {
    return queue.holdsControl() || queue.size() >= delivery.limits().outboxMessages();
  }

  private void flushIn(long nanos) {
    if (!timed) {
      timed = true;
      delivery.pacer().add(new FlushInTime(), System.nanoTime() + nanos);
    }
  }

  private final class FlushInTime extends Pacer.Task {
    @Override
    protected long run(long nowNanos) {
      synchronized (Outbox.this) {
        timed = false;
        if (state != State.IDLE) {
          return Pacer.NEVER;
        }
        state = State.IN_CALL;
      }
      drain();
      return Pacer.NEVER;
    }
  }

  /// The write in flight is done. For the wire.
  @Override
  public void succeeded() {
    boolean last;
    synchronized (this) {
      if (state == State.IN_CALL) {
        state = State.COMPLETED_IN_CALL;
        return;
      }
      state = State.IN_CALL;
      last = ending && queue.isEmpty();
    }
    if (last) {
      finish();
    } else {
      drain();
    }
  }

  /// The reader is gone. For the wire.
  @Override
  public void failed(Throwable cause) {
    stop(cause);
  }

  /// The reader is gone; what waits for it is dropped.
  public void readerLeft() {
    stop(new IOException("the reader left"));
  }

  /// The reader has ended the stream in good order. All it was owed is with the connection, or on
  /// its way there and decides how the stream ended, or it is counted as gone. Where the end of the
  /// stream, or of its reply, is on its way, its write may fail all the same: the reader has it and
  /// closes, and so does the connection, before the thread that wrote it comes to say so.
  public void readerClosed() {
    boolean owed;
    synchronized (this) {
      owed = !queue.isEmpty();
      closedInOrder = !owed && (ending || !withinReply);
      ending |= !owed;
      if (!owed && state != State.IDLE) {
        return;
      }
    }
    if (owed) {
      readerLeft();
    } else {
      finish();
    }
  }

  private void finish() {
    conclude(null);
  }

  private void stop(Throwable cause) {
    conclude(cause);
  }

  // Once: the first who says that the stream is over says how.
  private void conclude(@Nullable Throwable cause) {
    boolean failed;
    long lost;
    Runnable cut;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      failed = cause != null && !closedInOrder;
      lost = queue.pieces();
      queue.clear();
      cut = whenCut;
      whenCut = null;
    }
    DeliveryCounts counts = delivery.counts();
    counts.wasted.add(lost);
    if (failed) {
      (cause instanceof SlowReaderException ? counts.overflowed : counts.cancelled).increment();
    } else {
      counts.completed.increment();
    }
    // A producer that waits to go on would wait for ever.
    callEmpty();
    if (cut != null) {
      cut.run();
    }
    if (failed) {
      completion.failed(cause);
    } else {
      completion.succeeded();
    }
  }

  private void callEmpty() {
    Runnable action;
    synchronized (this) {
      action = whenEmpty;
      whenEmpty = null;
    }
    if (action != null) {
      action.run();
    }
  }

  /// Calls an action once, as soon as nothing waits and nothing is being written, or the stream is
  /// over. For producers that only flow control holds back. While a flush waits for its time, or a
  /// connection gathers what its streams write in a tick, they fill half of the outbox.
  ///
  /// @return false, and the action is not kept, when that is so already
  synchronized boolean callWhenEmpty(Runnable action) {
    boolean gathers = state == State.IDLE ? timed : wire.sharesWrites();
    if (over || (gathers ? 2L * waiting() < room() : state == State.IDLE)) {
      return false;
    }
    whenEmpty = action;
    return true;
  }

  /// Calls an action once when the reader is gone or was cut off, at once if that is so already or
  /// the stream takes nothing more. For the producer, one at a time: a new action takes the place
  /// of the one before.
  void callWhenCut(Runnable action) {
    synchronized (this) {
      if (!takesNoMore()) {
        whenCut = action;
        return;
      }
    }
    action.run();
  }

  /// The reply that this stream carried is over, and the stream is not.
  synchronized void replyIsOver() {
    whenCut = null;
  }

  /// True while a reply is being sent, or what it sent still waits.
  synchronized boolean carriesReply() {
    return whenCut != null || !queue.isEmpty();
  }

  /// What the stream is set to, as its wire tells it.
  public Map<String, String> settings() {
    return wire.settings();
  }

  /// Messages that wait now, the one being written aside.
  public synchronized int waiting() {
    return queue.size();
  }

  /// True when nothing is being written and the last write is that long ago; what waits for a flush
  /// breaks no silence.
  synchronized boolean silentFor(long nanos, long nowNanos) {
    return state == State.IDLE && nowNanos - lastWriteNanos >= nanos;
  }

  /// True when a write began that long ago and is not done.
  synchronized boolean hangsFor(long nanos, long nowNanos) {
    return state != State.IDLE && !over && nowNanos - lastWriteNanos >= nanos;
  }

  /// When the last write began, on the [System#nanoTime()] clock; before the first, when the stream
  /// opened.
  synchronized long lastWriteNanos() {
    return lastWriteNanos;
  }

  /// True once nothing more will be written.
  public synchronized boolean isOver() {
    return over;
  }

  /// True once the last message waits or was written: whatever is offered now is refused.
  public synchronized boolean takesNoMore() {
    return over || ending;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
