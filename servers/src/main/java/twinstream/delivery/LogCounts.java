package twinstream.delivery;

import java.util.concurrent.atomic.LongAdder;

/// What went to a log that servers share; all zero where a server keeps its own. Each field is
/// added to by any thread and only ever grows.
public final class LogCounts {
  /// Tokens sent.
  public final LongAdder tokens = new LongAdder();

  /// Commands sent: with tokens, and for beginnings, ends and resumes.
  public final LongAdder commands = new LongAdder();

  /// Bytes written to the log's connections, all of its protocol included.
  public final LongAdder bytes = new LongAdder();

  /// Commands that the log refused, did not answer in time, or could not be sent.
  public final LongAdder failures = new LongAdder();

  /// Replies that were taken over from another server.
  public final LongAdder adopted = new LongAdder();

  /// Replies that another server took over while this one still had them.
  public final LongAdder fenced = new LongAdder();

  /// Replies that can't be resumed because the log lacks a part of them.
  public final LongAdder broken = new LongAdder();
}
