package twinstream.gatling;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// The times that matter to whoever reads a stream of tokens: until the first, between two, per
/// token. Takes every message but the contract's control record for a token, and `[DONE]` for the
/// end. Knows nothing else of this suite, and may be copied with [TokenStream].
///
/// One user's, on one thread at a time.
public final class TokenTimes implements TokenStream.Listener {
  private static final String DONE = "[DONE]";
  private static final String CONTROL_RECORD = "{\"reply\"";

  /// What all users of a run saw, in nanoseconds with three significant digits. Any thread.
  public static final class Totals {
    private final Recorder firstToken = new Recorder(3);
    private final Recorder gap = new Recorder(3);
    private final Recorder perToken = new Recorder(3);

    /// From asking to the first token.
    public Histogram firstTokens() {
      return firstToken.getIntervalHistogram();
    }

    /// From one token to the next.
    public Histogram gaps() {
      return gap.getIntervalHistogram();
    }

    /// From first to last token, per token after the first, of replies that ended.
    public Histogram perTokens() {
      return perToken.getIntervalHistogram();
    }
  }

  private final Totals totals;
  private final long askedNanos = System.nanoTime();
  private long firstNanos;
  private long lastNanos;
  private long tokens;
  private boolean ended;

  /// A user asks now.
  public TokenTimes(Totals totals) {
    this.totals = totals;
  }

  @Override
  public boolean hear(TokenStream.Message message) {
    if (message.data().equals(DONE)) {
      ended = true;
      if (tokens > 1) {
        totals.perToken.recordValue((lastNanos - firstNanos) / (tokens - 1));
      }
    } else if (!message.data().isEmpty() && !message.data().startsWith(CONTROL_RECORD)) {
      token(message.nanos());
    }
    return ended;
  }

  private void token(long nanos) {
    if (tokens == 0) {
      firstNanos = nanos;
      totals.firstToken.recordValue(nanos - askedNanos);
    } else {
      totals.gap.recordValue(nanos - lastNanos);
    }
    lastNanos = nanos;
    tokens++;
  }

  /// True for a reply that has ended and kept both bounds.
  ///
  /// @param firstTokenNanos longest time to the first token
  /// @param perTokenNanos longest time per token after it
  public boolean kept(long firstTokenNanos, long perTokenNanos) {
    return ended
        && tokens > 0
        && firstNanos - askedNanos <= firstTokenNanos
        && lastNanos - firstNanos <= perTokenNanos * (tokens - 1);
  }
}
