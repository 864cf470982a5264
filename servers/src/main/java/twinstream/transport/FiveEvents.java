package twinstream.transport;

import java.util.concurrent.TimeUnit;
import twinstream.delivery.Message;
import twinstream.delivery.Outbox;
import twinstream.delivery.Pacer;

/// The founding article's example: a greeting, five numbered events half a second apart, `[DONE]`.
final class FiveEvents extends Pacer.Task {
  static final int EVENTS = 5;
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Outbox outbox;
  private int next;

  /// @param next number of the event that comes first, [Opening.Example#GREETING] for the greeting
  FiveEvents(Outbox outbox, int next) {
    this.outbox = outbox;
    this.next = next;
  }

  @Override
  protected long run(long nowNanos) {
    if (next == EVENTS) {
      outbox.end(Message.Done.INSTANCE);
      return Pacer.NEVER;
    }
    Message message =
        next == Opening.Example.GREETING
            ? new Message.Plain("", "stream started")
            : new Message.Plain(Integer.toString(next), "event #" + next);
    next++;
    return outbox.offer(message) ? nowNanos + GAP_NANOS : Pacer.NEVER;
  }
}
