package twinstream.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import twinstream.workload.EngineStep;
import twinstream.workload.Pacing;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// All replies of one server: starts them, paces them, knows which are alive. One for all
/// transports of a server.
public final class Replies implements AutoCloseable {
  private final Delivery delivery;
  private final Precision precision;
  private final Pacer pacer;
  private final TokenCorpus corpus = TokenCorpus.standard();
  private final Departures departures = new Departures();
  private final AtomicLong lastNumber = new AtomicLong();
  private final Set<String> alive = ConcurrentHashMap.newKeySet();
  // All replies of an engine get their tokens at its steps, which have one epoch.
  private final long engineEpochNanos = System.nanoTime();
  private volatile @Nullable Outbox sample;

  public Replies(Limits limits) {
    this(limits, Flush.EACH_TOKEN, Precision.TICK);
  }

  public Replies(Limits limits, Flush flush, Precision precision) {
    this.precision = precision;
    pacer = new Pacer(precision.tickNanos());
    delivery = new Delivery(limits, flush, new DeliveryCounts(), pacer);
  }

  Delivery delivery() {
    return delivery;
  }

  /// When outboxes write what waits in them.
  public Flush flush() {
    return delivery.flush();
  }

  public Limits limits() {
    return delivery.limits();
  }

  public DeliveryCounts counts() {
    return delivery.counts();
  }

  /// Replies whose readers left early.
  public Departures departures() {
    return departures;
  }

  /// How late the clock of this server was.
  public Lag lag() {
    return pacer.lag();
  }

  /// Reserves the id of a reply that is about to be started.
  ///
  /// @return the id asked for, or a new one
  /// @throws ReplyIdInUseException when the request names a reply that is alive
  public String claim(ReplyRequest request) {
    String id = request.reply();
    if (id == null) {
      do {
        id = "r" + lastNumber.incrementAndGet();
      } while (!alive.add(id));
    } else if (!alive.add(id)) {
      throw new ReplyIdInUseException(id);
    }
    return id;
  }

  /// Starts a reply: its origin is now, its control record goes out at once.
  ///
  /// @param id from [#claim]; free again when the reply is over
  /// @param thenEnd true when the stream ends with the reply
  public LiveReply start(String id, ReplyRequest request, Outbox outbox, boolean thenEnd) {
    Pacing pacing = request.pacing();
    long stepNanos = pacing instanceof EngineStep ? engineEpochNanos : 0;
    long originNanos = System.nanoTime();
    LiveReply reply =
        new LiveReply(
            id,
            request.replyText(corpus),
            request.envelope(),
            request.schedule(originNanos, stepNanos).cursor(request.from()),
            pacing.hasDueTimes(),
            thenEnd,
            outbox,
            this);
    // The id is free at once, however far away the next token is.
    outbox.callWhenCut(reply::giveUp);
    outbox.offer(new Message.Start(id, originNanos, stepNanos, request.tokens()));
    pacer.add(reply, originNanos);
    return reply;
  }

  /// Sends a heartbeat whenever the stream was silent for as long as the limits say, until it is
  /// over.
  public void keepAlive(Outbox outbox) {
    if (!hasSample()) {
      sample = outbox;
    }
    long periodNanos = limits().heartbeat().toNanos();
    pacer.add(new Heartbeats(outbox, periodNanos), System.nanoTime() + periodNanos);
  }

  /// One of the streams that are open now, to read from it what it is set to; null when that is not
  /// known of any.
  public @Nullable Outbox sample() {
    return hasSample() ? sample : null;
  }

  private boolean hasSample() {
    Outbox known = sample;
    return known != null && !known.isOver();
  }

  /// How closely the clock follows due times.
  public Precision precision() {
    return precision;
  }

  /// Runs a task of a transport's own on the pacer, from now on.
  public void pace(Pacer.Task task) {
    pacer.add(task, System.nanoTime());
  }

  /// Runs an action on the pacer after a while. It must not block.
  public void later(Duration delay, Runnable action) {
    var once =
        new Pacer.Task() {
          @Override
          protected long run(long nowNanos) {
            action.run();
            return Pacer.NEVER;
          }
        };
    pacer.add(once, System.nanoTime() + delay.toNanos());
  }

  /// Runs an action when all that is due at this moment has been put into its outbox. It must not
  /// block.
  ///
  /// @return false, and nothing is run, when the caller is not the clock's own thread at its work
  public boolean afterTick(Runnable action) {
    return pacer.afterTick(action);
  }

  /// True on the clock's own thread while it hands out what is due.
  public boolean inTick() {
    return pacer.inTick();
  }

  /// Replies that are alive.
  public int alive() {
    return alive.size();
  }

  void proceed(LiveReply reply) {
    pacer.add(reply, System.nanoTime());
  }

  /// Frees an id that was claimed for a reply that is over or was never started.
  public void release(String id) {
    alive.remove(id);
  }

  @Override
  public void close() {
    pacer.close();
  }

  private static final class Heartbeats extends Pacer.Task {
    private final Outbox outbox;
    private final long periodNanos;

    Heartbeats(Outbox outbox, long periodNanos) {
      this.outbox = outbox;
      this.periodNanos = periodNanos;
    }

    @Override
    protected long run(long nowNanos) {
      if (outbox.isOver()) {
        return Pacer.NEVER;
      }
      if (outbox.silentFor(periodNanos, nowNanos)) {
        outbox.offer(Message.Heartbeat.INSTANCE);
        return nowNanos + periodNanos;
      }
      // A write that hangs is no reason to look again at every tick.
      return Math.max(outbox.lastWriteNanos(), nowNanos - periodNanos / 2) + periodNanos;
    }
  }
}
