package twinstream.result;

/// Made-up replies for tests, in milliseconds from the start of the window.
final class Rows {
  private static final long MILLI = 1_000_000;

  private Rows() {}

  /// A reply that was read to its end.
  static ReplyRow done(long arrival, long delay, long first, long last, int tokens) {
    return row(arrival, delay, first, last, tokens, "done");
  }

  static ReplyRow row(long arrival, long delay, long first, long last, int tokens, String outcome) {
    return new ReplyRow(
        1,
        arrival * MILLI,
        arrival * MILLI,
        arrival * MILLI,
        arrival * MILLI,
        arrival * MILLI,
        first * MILLI,
        last * MILLI,
        delay * MILLI,
        tokens,
        tokens,
        0,
        tokens,
        0,
        ReplyRow.NEVER,
        ReplyRow.UNKNOWN,
        ReplyRow.NEVER,
        outcome);
  }

  /// A reply whose reader left.
  static ReplyRow left(long left, int received, int produced, long lastProduced) {
    return new ReplyRow(
            1,
            left * MILLI,
            0,
            0,
            0,
            0,
            0,
            left * MILLI,
            0,
            100,
            received,
            0,
            received,
            0,
            left * MILLI,
            ReplyRow.UNKNOWN,
            ReplyRow.NEVER,
            "cancelled")
        .withProduced(produced, lastProduced * MILLI);
  }
}
