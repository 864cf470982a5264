package twinstream.delivery;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import twinstream.workload.EngineStep;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Token;
import twinstream.workload.TokenCorpus;

/// All replies of one server: starts them, paces them, goes on with them for readers who come back.
/// One for all transports of a server.
public final class Replies implements AutoCloseable {
  private final Delivery delivery;
  private final Precision precision;
  private final Pacer pacer;
  private final Departures departures = new Departures();
  private final LogPlace place;
  private final LogCounts logCounts = new LogCounts();
  private final ReplayLog log;
  private final Claims claims;
  // All replies of an engine get their tokens at its steps, which have one epoch.
  private final long engineEpochNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile boolean outOfTime;
  private volatile @Nullable Outbox sample;

  public Replies(Limits limits) {
    this(limits, Flush.EACH_TOKEN, Precision.TICK);
  }

  public Replies(Limits limits, Flush flush, Precision precision) {
    this(limits, flush, precision, LogPlace.MEMORY);
  }

  public Replies(Limits limits, Flush flush, Precision precision, LogPlace place) {
    this.place = place;
    this.precision = precision;
    pacer = new Pacer(precision.tickNanos());
    delivery = new Delivery(limits, flush, new DeliveryCounts(), pacer);
    log = place.open(limits.resume(), logCounts);
    claims = new Claims(log, TokenCorpus.standard(), delivery.counts());
    log.whenLost(claims::lose);
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

  /// Where this server keeps what readers who come back are owed.
  public LogPlace place() {
    return place;
  }

  /// What went to a log that servers share.
  public LogCounts logCounts() {
    return logCounts;
  }

  /// False while a log that servers share can't be reached.
  public boolean canResume() {
    return log.isUp();
  }

  /// What must be [adopted][#adopt] before it can be claimed; null where that can be done at once.
  public Wanted.@Nullable Rest toAdopt(@Nullable Wanted wanted) {
    return log.isShared() && wanted instanceof Wanted.Rest rest ? rest : null;
  }

  /// Has the rest of a reply here, whichever server had it last. Does not wait.
  ///
  /// @param then told once, on the executor: null when [#claim] may be called, else why the reply
  ///   can't be resumed, as that would throw it
  public void adopt(
      Wanted.Rest wanted, Executor executor, Consumer<@Nullable RuntimeException> then) {
    log.adopt(
        wanted,
        failure -> {
          if (failure != null) {
            counts().resumesRefused.increment();
          }
          executor.execute(() -> then.accept(failure));
        });
  }

  /// Reserves the id of a reply that is about to be started or gone on with.
  ///
  /// @return the id asked for, or a new one
  /// @throws ReplyIdInUseException when the request names a reply that is alive
  /// @throws NotResumableException when the rest of a reply is wanted that isn't known any more
  /// @throws twinstream.workload.BadRequestException when the reply never had that token
  public String claim(Wanted wanted) {
    return switch (wanted) {
      case Wanted.New(var request) -> claims.claim(request);
      case Wanted.Rest rest -> claims.claim(rest);
    };
  }

  /// The same for a reply of its own.
  public String claim(ReplyRequest request) {
    return claims.claim(request);
  }

  /// Starts a reply, whose origin is now, or goes on with one, whose origin stays: what is overdue
  /// comes at once. The control record goes out first.
  ///
  /// @param id from [#claim]; free again when the reply is over
  /// @param thenEnd true when the stream ends with the reply
  public LiveReply start(String id, Wanted wanted, Outbox outbox, boolean thenEnd) {
    return switch (wanted) {
      case Wanted.New(var request) -> start(id, request, outbox, thenEnd);
      case Wanted.Rest _ -> goOn(id, outbox, thenEnd);
    };
  }

  /// The same for a reply of its own.
  public LiveReply start(String id, ReplyRequest request, Outbox outbox, boolean thenEnd) {
    long stepNanos = request.pacing() instanceof EngineStep ? engineEpochNanos : 0;
    var head = new ReplayLog.Head(request, System.nanoTime(), stepNanos);
    return begin(id, head, request.from(), claims.open(id, head), null, outbox, thenEnd);
  }

  private LiveReply goOn(String id, Outbox outbox, boolean thenEnd) {
    Claims.Rest rest = claims.rest(id);
    if (rest == null) {
      throw new IllegalStateException("reply \"%s\" was not claimed".formatted(id));
    }
    counts().resumed.increment();
    return begin(id, rest.head(), rest.from(), rest.text(), rest.resumed(), outbox, thenEnd);
  }

  private LiveReply begin(
      String id,
      ReplayLog.Head head,
      int from,
      IntFunction<Token> text,
      Message.Start.@Nullable Resumed resumed,
      Outbox outbox,
      boolean thenEnd) {
    ReplyRequest request = head.request();
    var cursor = request.schedule(head.originNanos(), head.stepNanos()).cursor(from);
    var reply = new LiveReply(id, request, cursor, text, resumed != null, thenEnd, outbox, this);
    claims.begin(id, reply);
    // The id is free at once, however far away the next token is.
    outbox.callWhenCut(reply::giveUp);
    outbox.offer(
        new Message.Start(
            id, head.originNanos(), head.stepNanos(), request.tokens(), retryMillis(), resumed));
    pacer.add(reply, System.nanoTime());
    return reply;
  }

  /// How long a reader should wait before it connects again: another for each stream, from half the
  /// mean that the limits say to one and a half of it.
  public int retryMillis() {
    int meanMillis = Math.toIntExact(limits().resume().retry().toMillis());
    return meanMillis / 2 + ThreadLocalRandom.current().nextInt(meanMillis + 1);
  }

  /// Sends a heartbeat whenever the stream was silent for as long as the limits say, until it is
  /// over; cuts it off when a write hangs for the idle time-out. A transport therefore needs no
  /// idle time-out of its own while its stream is open, nor a timer for each.
  public void keepAlive(Outbox outbox) {
    if (!hasSample()) {
      sample = outbox;
    }
    pacer.add(new Heartbeats(outbox, this), System.nanoTime() + limits().heartbeat().toNanos());
  }

  /// Ends streams that carry no reply, with an error message that says why; those that do go on
  /// until it is over, or until [#endAllStreams]. A stream that could ask for another one ends with
  /// its reply.
  public void endIdleStreams() {
    stopping = true;
    pacer.farewell();
  }

  /// Ends all streams, with an error message that says why.
  public void endAllStreams() {
    outOfTime = true;
    pacer.farewell();
  }

  boolean isStopping() {
    return stopping;
  }

  boolean isOutOfTime() {
    return outOfTime;
  }

  /// One of the streams that are open now, to read from it what it is set to; null when that is not
  /// known of any. One is looked for then, and told a moment later.
  public @Nullable Outbox sample() {
    if (hasSample()) {
      return sample;
    }
    pacer.show(this::takeSample);
    return null;
  }

  private void takeSample(Pacer.Task task) {
    if (!hasSample() && task instanceof Heartbeats of) {
      sample = of.outbox();
    }
  }

  // Not one that is about to end: a transport gives the connection back before the last write.
  private boolean hasSample() {
    Outbox known = sample;
    return known != null && !known.takesNoMore();
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
    return claims.alive();
  }

  void proceed(LiveReply reply) {
    pacer.add(reply, System.nanoTime());
  }

  /// Frees an id that was claimed for a reply that was never started.
  public void release(String id) {
    claims.release(id);
  }

  /// A reply is over, for now or for good.
  void end(String id, boolean cancelled) {
    claims.end(id, cancelled);
  }

  /// How much is kept for readers who come back.
  public ReplayLog.Size logSize() {
    return log.size();
  }

  @Override
  public void close() {
    pacer.close();
    log.close();
  }
}
