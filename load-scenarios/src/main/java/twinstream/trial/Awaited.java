package twinstream.trial;

import java.util.concurrent.atomic.AtomicInteger;

/// What a crowd waits for. Any thread.
final class Awaited implements ReplyReading.Progress {
  private final AtomicInteger first = new AtomicInteger();
  private final AtomicInteger end = new AtomicInteger();
  private final AtomicInteger opening = new AtomicInteger();

  /// Replies of the window that wait for their first token.
  int first() {
    return first.get();
  }

  /// Replies of the window that wait for their end.
  int end() {
    return end.get();
  }

  /// Streams asked for that are not open yet.
  int opening() {
    return opening.get();
  }

  /// A stream is asked for, for a new reply.
  void asked(ReplyReading reading) {
    opening.incrementAndGet();
    if (reading.counts()) {
      first.incrementAndGet();
      end.incrementAndGet();
    }
  }

  /// A stream is asked for, for the rest of a reply.
  void askedAgain() {
    opening.incrementAndGet();
  }

  @Override
  public void opened(ReplyReading reading) {
    opening.decrementAndGet();
  }

  @Override
  public void firstToken(ReplyReading reading) {
    if (reading.counts()) {
      first.decrementAndGet();
    }
  }

  // It comes back by asking again, and is counted again then.
  @Override
  public void away(ReplyReading reading) {
    if (reading.isOpening()) {
      opening.decrementAndGet();
    }
  }

  @Override
  public void over(ReplyReading reading) {
    if (reading.isOpening()) {
      opening.decrementAndGet();
    }
    if (reading.counts()) {
      end.decrementAndGet();
      if (!reading.hasFirstToken()) {
        first.decrementAndGet();
      }
    }
  }
}
