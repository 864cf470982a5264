package twinstream.trial;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import twinstream.reader.Loops;
import twinstream.reader.Reader;
import twinstream.reader.Target;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Workload;

/// All readers of a trial: asks for each reply when the plan says so, whatever became of the others, and lets go of all at
/// the end. Open loop.
final class Crowd implements AutoCloseable {
  private final Loops loops;
  private final Reader reader;
  private final InetSocketAddress server;
  private final Workload workload;
  private final Window window;
  private final boolean again;
  private final List<Member> members = new ArrayList<>();

  /// Replies of the window that wait for their first token.
  private final AtomicInteger awaitingFirst = new AtomicInteger();

  /// Replies of the window that wait for their end.
  private final AtomicInteger awaitingEnd = new AtomicInteger();

  /// Streams asked for that are not open yet.
  private final AtomicInteger opening = new AtomicInteger();

  /// @param threads event loops
  /// @param again true to ask for another reply wherever one is done
  Crowd(
      int threads,
      Reader reader,
      InetSocketAddress server,
      Workload workload,
      Window window,
      boolean again) {
    loops = new Loops(threads);
    this.reader = reader;
    this.server = server;
    this.workload = workload;
    this.window = window;
    this.again = again;
    for (int i = 0; i < threads; i++) {
      members.add(new Member(loops.next()));
    }
  }

  boolean isNative() {
    return loops.isNative();
  }

  /// Starts asking. Arrivals count from a moment that all event loops share.
  ///
  /// @param zeroNanos that moment on the [System#nanoTime()] clock
  void ask(List<PlannedReply> plan, long zeroNanos) {
    for (int i = 0; i < plan.size(); i++) {
      members.get(i % members.size()).due.add(plan.get(i));
    }
    members.forEach(member -> member.start(zeroNanos));
  }

  int awaitingFirst() {
    return awaitingFirst.get();
  }

  int awaitingEnd() {
    return awaitingEnd.get();
  }

  int opening() {
    return opening.get();
  }

  /// Asks for nothing more.
  void stopAsking() {
    members.forEach(Member::stopAsking);
  }

  /// Lets go of all streams.
  ///
  /// @return what each event loop recorded
  List<Tally> stop() {
    return members.stream().map(Member::stop).map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    loops.close();
  }

  /// The part of the crowd that lives on one event loop. All methods but the first three run there.
  private final class Member implements ReplyReading.Progress {
    private final EventLoop loop;
    private final Tally tally = new Tally(window);
    private final Deque<PlannedReply> due = new ArrayDeque<>();
    private final Set<ReplyReading> live = new HashSet<>();
    private long zeroNanos;
    private long reasked;
    private boolean stopped;

    Member(EventLoop loop) {
      this.loop = loop;
    }

    void start(long zero) {
      zeroNanos = zero;
      loop.execute(this::askDue);
    }

    void stopAsking() {
      loop.execute(due::clear);
    }

    CompletableFuture<Tally> stop() {
      var finished = new CompletableFuture<Tally>();
      loop.execute(
          () -> {
            stopped = true;
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
      ReplyRequest request = planned.tokens() == 0 ? null : workload.request(planned);
      var reading =
          new ReplyReading(planned, request, arrivalNanos, System.nanoTime(), tally, this);
      live.add(reading);
      opening.incrementAndGet();
      if (reading.counts()) {
        awaitingFirst.incrementAndGet();
        awaitingEnd.incrementAndGet();
      }
      reading.on(loops.open(loop, reader, new Target(server, path(request)), reading));
    }

    private static String path(@Nullable ReplyRequest request) {
      return request == null ? "/idle" : "/stream?" + request.query();
    }

    @Override
    public void opened(ReplyReading reading) {
      opening.decrementAndGet();
    }

    @Override
    public void firstToken(ReplyReading reading) {
      if (reading.counts()) {
        awaitingFirst.decrementAndGet();
      }
    }

    @Override
    public void over(ReplyReading reading) {
      live.remove(reading);
      if (!reading.wasOpened()) {
        opening.decrementAndGet();
      }
      if (reading.counts()) {
        awaitingEnd.decrementAndGet();
        if (!reading.hasFirstToken()) {
          awaitingFirst.decrementAndGet();
        }
      }
      if (again && !stopped && reading.isDone()) {
        long nowNanos = System.nanoTime();
        open(reading.next(++reasked), nowNanos);
      }
    }
  }

  /// Waits for a condition of the crowd, at most so long.
  static void await(java.util.function.BooleanSupplier condition, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }
}
