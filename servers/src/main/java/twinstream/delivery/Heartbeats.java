package twinstream.delivery;

import java.util.concurrent.TimeoutException;

/// Breaks the silence of one stream, and ends it when its reader takes nothing.
final class Heartbeats extends Pacer.Task {
  private final Outbox outbox;
  private final Replies owner;

  Heartbeats(Outbox outbox, Replies owner) {
    this.outbox = outbox;
    this.owner = owner;
  }

  /// Of the stream that is kept alive.
  Outbox outbox() {
    return outbox;
  }

  // A stream without a reply has nothing to wait for; the others get the time there is.
  @Override
  protected void farewell() {
    if (owner.isOutOfTime() || !outbox.carriesReply()) {
      outbox.end(Message.Failure.goingAway());
    }
  }

  @Override
  protected long run(long nowNanos) {
    if (outbox.isOver()) {
      return Pacer.NEVER;
    }
    Limits limits = owner.limits();
    long periodNanos = limits.heartbeat().toNanos();
    if (outbox.silentFor(periodNanos, nowNanos)) {
      outbox.offer(Message.Heartbeat.INSTANCE);
      return nowNanos + periodNanos;
    }
    long idleNanos = limits.idleTimeout().toNanos();
    if (outbox.hangsFor(idleNanos, nowNanos)) {
      outbox.failed(
          new TimeoutException(
              "the reader took nothing for %d ms".formatted(limits.idleTimeout().toMillis())));
      return Pacer.NEVER;
    }
    // A write that hangs is no reason to look again at every tick.
    return Math.max(outbox.lastWriteNanos(), nowNanos - periodNanos / 2) + periodNanos;
  }
}
