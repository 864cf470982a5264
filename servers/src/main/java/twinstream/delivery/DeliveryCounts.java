package twinstream.delivery;

import java.util.concurrent.atomic.LongAdder;

/// What was delivered, counted the same way for every transport. Each field is added to by any
/// thread and only ever grows; meters read the sums.
public final class DeliveryCounts {
  /// Streams opened, idle ones included.
  public final LongAdder opened = new LongAdder();

  /// Streams that ended as planned.
  public final LongAdder completed = new LongAdder();

  /// Streams whose reader went away first.
  public final LongAdder cancelled = new LongAdder();

  /// Streams cut because their outbox was full.
  public final LongAdder overflowed = new LongAdder();

  /// Requests refused before a stream began.
  public final LongAdder refused = new LongAdder();

  /// Replies gone on with for a reader who came back.
  public final LongAdder resumed = new LongAdder();

  /// Readers who came back in vain.
  public final LongAdder resumesRefused = new LongAdder();

  /// Tokens put into an outbox.
  public final LongAdder tokens = new LongAdder();

  /// Tokens that were dropped from a full outbox.
  public final LongAdder dropped = new LongAdder();

  /// Tokens that waited for a reader who then went away.
  public final LongAdder wasted = new LongAdder();

  /// Writes handed to a connection.
  public final LongAdder writes = new LongAdder();

  /// Streams open now.
  public long open() {
    return opened.sum() - completed.sum() - cancelled.sum() - overflowed.sum();
  }
}
