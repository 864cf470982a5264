package twinstream.transport;

import java.util.concurrent.TimeUnit;
import twinstream.delivery.Message;
import twinstream.delivery.Outbox;
import twinstream.delivery.Pacer;

/// The founding article's example: a greeting, five numbered events half a second apart, `[DONE]`.
final class FiveEvents extends Pacer.Task {
  private static final int EVENTS = 5;
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Outbox outbox;
  private int next = -1;

  FiveEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  protected long run(long nowNanos) {
    if (next == EVENTS) {
      outbox.end(Message.Done.INSTANCE);
      return Pacer.NEVER;
    }
    Message message =
        next < 0
            ? new Message.Plain("", "stream started")
            : new Message.Plain(Integer.toString(next), "event #" + next);
    next++;
    return outbox.offer(message) ? nowNanos + GAP_NANOS : Pacer.NEVER;
  }
}
