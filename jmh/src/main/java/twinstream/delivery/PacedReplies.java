package twinstream.delivery;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.eclipse.jetty.util.Callback;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// Live replies on a timing wheel whose time is a number: 30,000 tokens a second in all, however
/// many replies share them, so that a tick of 1 ms has 30 tokens.
@State(Scope.Thread)
public class PacedReplies {
  /// Tokens of one tick, on average.
  static final int TOKENS_PER_TICK = 30;

  private static final int TICKS_PER_SECOND = 1_000;
  private static final long TICK_NANOS = 1_000_000;

  /// How many are live.
  @Param({"100", "1000", "10000"})
  public int live = 100;

  private final Replies owner = new Replies(Limits.STANDARD);
  private final SplittableRandom random = new SplittableRandom(1);
  private TimingWheel wheel = new TimingWheel(TICK_NANOS, 0, new Lag());
  private long ticksLeft;
  private long nowNanos;
  private long tokens;

  private final class Counting implements Wire {
    @Override
    public void write(List<Message> messages, boolean last, Callback callback) {
      tokens++;
      callback.succeeded();
    }
  }

  /// Starts all replies, each at a moment of its own.
  @Setup(Level.Trial)
  public void start() {
    int rate = TOKENS_PER_TICK * TICKS_PER_SECOND / live;
    ReplyRequest request =
        ReplyRequest.parse(
            Map.of(
                "tokens", Integer.toString(ReplyRequest.MAX_TOKENS),
                "rate", Integer.toString(rate)));
    Reply text = request.replyText(TokenCorpus.standard());
    wheel = new TimingWheel(TICK_NANOS, 0, new Lag());
    nowNanos = 0;
    long gapNanos = TICKS_PER_SECOND * TICK_NANOS / rate;
    for (int i = 0; i < live; i++) {
      var cursor = request.schedule(random.nextLong(gapNanos), 0).cursor(0);
      var outbox = new Outbox(new Counting(), owner.delivery(), Callback.NOOP);
      var reply = new LiveReply("r" + i, request, cursor, text::token, false, false, outbox, owner);
      reply.dueNanos = cursor.dueNanos();
      wheel.insert(reply);
    }
    // None of them ends.
    ticksLeft = (long) (ReplyRequest.MAX_TOKENS - 2) * TICKS_PER_SECOND / rate;
  }

  /// Ends the thread of the owner's pacer, which had nothing to do.
  @TearDown(Level.Trial)
  public void close() {
    owner.close();
  }

  /// The next tick, with all that is due in it.
  long tick() {
    if (ticksLeft-- == 0) {
      start();
    }
    wheel.runTick(nowNanos);
    nowNanos += TICK_NANOS;
    return tokens;
  }

  /// Tokens that were written.
  long tokens() {
    return tokens;
  }
}
