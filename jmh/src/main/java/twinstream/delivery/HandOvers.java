package twinstream.delivery;

import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import twinstream.jmh.Corpus;

/// An outbox, and a wire that does nothing: it has written at once, or when it is told to.
@State(Scope.Thread)
public class HandOvers {
  /// When what waits is written, as in the factor `flush`.
  public enum Gathering {
    EACH,
    EVERY_8
  }

  /// When what waits is written.
  @Param({"EACH", "EVERY_8"})
  public Gathering flush = Gathering.EACH;

  private static final int GATHERED = 8;

  private Message.Piece[] pieces = {};
  private final Pacer pacer = new Pacer(1_000_000);
  private final DeliveryCounts counts = new DeliveryCounts();
  private Outbox atOnce = outbox(new Counting());
  private final Waiting waiting = new Waiting();
  private Outbox later = outbox(waiting);
  private long written;
  private int lastWrite;
  private int waits;
  private int next;

  private final class Counting implements Wire {
    @Override
    public void write(List<Message> messages, boolean last, Callback callback) {
      written += messages.size();
      callback.succeeded();
    }
  }

  private final class Waiting implements Wire {
    private Callback inFlight = Callback.NOOP;

    @Override
    public void write(List<Message> messages, boolean last, Callback callback) {
      written += messages.size();
      lastWrite = messages.size();
      inFlight = callback;
    }

    void done() {
      Callback done = inFlight;
      inFlight = Callback.NOOP;
      done.succeeded();
    }
  }

  private Outbox outbox(Wire wire) {
    Flush wanted = flush == Gathering.EACH ? Flush.EACH_TOKEN : new Flush.EveryTokens(GATHERED);
    return new Outbox(wire, new Delivery(Limits.STANDARD, wanted, counts, pacer), Callback.NOOP);
  }

  /// Makes the outboxes; one write of the second is in flight from here on.
  @Setup(Level.Trial)
  public void setUp() {
    pieces = Corpus.pieces("plain");
    atOnce = outbox(new Counting());
    later = outbox(waiting);
    while (waiting.inFlight == Callback.NOOP) {
      later.offer(pieces[0]);
    }
  }

  /// Ends the pacer's thread.
  @TearDown(Level.Trial)
  public void close() {
    pacer.close();
  }

  private Message.Piece next() {
    return pieces[next++ & (Corpus.TOKENS - 1)];
  }

  /// Offers the next token to an outbox whose wire is idle.
  boolean handOver() {
    return atOnce.offer(next());
  }

  /// Offers the next token to an outbox whose wire is busy. Lets that finish when as many wait as
  /// are to be gathered, which writes them.
  boolean queue() {
    boolean taken = later.offer(next());
    if (++waits >= (flush == Gathering.EACH ? 1 : GATHERED)) {
      waits = 0;
      waiting.done();
    }
    return taken;
  }

  /// Messages that the last write of the busy wire took.
  int lastWrite() {
    return lastWrite;
  }

  /// Messages that came to a wire.
  long written() {
    return written;
  }
}
