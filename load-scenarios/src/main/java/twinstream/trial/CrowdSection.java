package twinstream.trial;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import twinstream.reader.Loops;
import twinstream.reader.OpenStream;
import twinstream.reader.Reader;
import twinstream.result.Distribution;
import twinstream.scenario.Patience;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Workload;

/// The part of an [EventLoopCrowd] that lives on one event loop. Private methods and those of
/// [ReplyReading.Progress] run there, the others anywhere.
final class CrowdSection implements ReplyReading.Progress {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Loops loops;
  private final EventLoop loop;
  private final Reader reader;
  private final Route route;
  private final Workload workload;
  private final Patience patience;
  private final Tally tally;
  private final Awaited awaited;
  private final Deque<PlannedReply> due = new ArrayDeque<>();
  private final Set<ReplyReading> live = new HashSet<>();
  private long zeroNanos;
  private long reasked;
  private boolean reasking;
  private boolean comingBack = true;

  CrowdSection(
      Loops loops,
      Reader reader,
      Route route,
      Workload workload,
      Patience patience,
      Tally tally,
      Awaited awaited,
      boolean again) {
    this.loops = loops;
    loop = loops.next();
    this.reader = reader;
    this.route = route;
    this.workload = workload;
    this.patience = patience;
    this.tally = tally;
    this.awaited = awaited;
    reasking = again;
  }

  /// Before the start.
  void add(PlannedReply planned) {
    due.add(planned);
  }

  void start(long zero) {
    zeroNanos = zero;
    loop.execute(this::askDue);
  }

  /// Looks every 10 ms of the window how late the loop comes to it: what that is late is late for
  /// every token, too.
  void watchLoop() {
    lookAt(tally.window.startNanos());
  }

  private void lookAt(long dueNanos) {
    if (tally.window.holds(dueNanos)) {
      var _ =
          loop.schedule(() -> look(dueNanos), dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private void look(long firstDueNanos) {
    long nowNanos = System.nanoTime();
    long dueNanos = firstDueNanos;
    // Open loop: a stall is seen by all the looks that it held up.
    for (; dueNanos <= nowNanos && tally.window.holds(dueNanos); dueNanos += LOOK_NANOS) {
      tally.part(Distribution.LOOP_LAG, nowNanos - dueNanos);
    }
    lookAt(dueNanos);
  }

  /// Asks for what is due by now, however late, and for nothing more: no reply of the plan's that
  /// far is left out.
  CompletableFuture<Void> stopAsking() {
    return CompletableFuture.runAsync(
        () -> {
          askDue();
          due.clear();
          reasking = false;
          comingBack = false;
        },
        loop);
  }

  CompletableFuture<Tally> stop() {
    var finished = new CompletableFuture<Tally>();
    loop.execute(() -> {
      reasking = false;
      comingBack = false;
      long nowNanos = System.nanoTime();
      List.copyOf(live).forEach(reading -> reading.stop(nowNanos));
      finished.complete(tally);
    });
    return finished;
  }

  private void askDue() {
    while (true) {
      PlannedReply next = due.peek();
      if (next == null) {
        return;
      }
      long waitNanos = zeroNanos + next.arrivalNanos() - System.nanoTime();
      if (waitNanos > 0) {
        var _ = loop.schedule(this::askDue, waitNanos, TimeUnit.NANOSECONDS);
        return;
      }
      due.remove();
      open(next, zeroNanos + next.arrivalNanos());
    }
  }

  private void open(PlannedReply planned, long arrivalNanos) {
    ReplyRequest request = planned.tokens() == 0 ? null : patience.request(workload, planned);
    var reading =
        new ReplyReading(planned, request, patience, arrivalNanos, System.nanoTime(), tally, this);
    live.add(reading);
    awaited.asked(reading);
    OpenStream stream =
        loops.open(loop, reader, route.at(reading.asks(route.next()), path(request)), reading);
    if (request != null && !workload.pacing().hasDueTimes()) {
      stream.gather();
    }
    reading.on(stream);
  }

  private static String path(@Nullable ReplyRequest request) {
    return request == null ? "/idle" : "/stream?" + request.query();
  }

  @Override
  public void opened(ReplyReading reading) {
    awaited.opened(reading);
  }

  @Override
  public void away(ReplyReading reading) {
    awaited.away(reading);
    var _ = loop.schedule(() -> comeBack(reading), reading.waitNanos(), TimeUnit.NANOSECONDS);
  }

  private void comeBack(ReplyReading reading) {
    if (comingBack && !reading.isOver()) {
      awaited.askedAgain();
      int server = reading.asks(route.again(reading.asked()));
      reading.on(loops.open(loop, reader, route.at(server, reading.comeBack()), reading));
    }
  }

  @Override
  public void firstToken(ReplyReading reading) {
    awaited.firstToken(reading);
  }

  @Override
  public void over(ReplyReading reading) {
    live.remove(reading);
    awaited.over(reading);
    if (reasking && reading.isDone()) {
      long nowNanos = System.nanoTime();
      open(reading.next(++reasked), nowNanos);
    }
  }
}
