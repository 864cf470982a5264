package twinstream.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Walks the due times of everything that lives on a server, on one thread and one [TimingWheel]. A
/// server whose streams are silent sleeps.
///
/// Nothing is ever early: a task runs at the first tick at or after its due time, on average half a
/// tick late.
public final class Pacer implements AutoCloseable {
  /// Returned by a task that needs no further run.
  public static final long NEVER = Long.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);
  private static final long AWAKE = Long.MIN_VALUE;

  /// Something with a next due time. Runs on the pacer's thread only and must not block.
  public abstract static class Task {
    long dueNanos;
    @Nullable Task next;

    /// Does all that is due.
    ///
    /// @param nowNanos the [System#nanoTime()] clock
    /// @return when to run again (the past: at the next tick), or [#NEVER]
    protected abstract long run(long nowNanos);

    /// Says goodbye to whoever this task serves, as the server stops. The task is run as before
    /// afterwards.
    protected void farewell() {}
  }

  private final long tickNanos;
  private final long baseNanos = System.nanoTime();
  // A stack whose links are the tasks' own: what waits here while the pacer sleeps costs nothing.
  private final AtomicReference<@Nullable Task> incoming = new AtomicReference<>();
  private final Lag lag = new Lag();
  private final TimingWheel wheel;
  // The pacer's thread only.
  private final List<Runnable> afterTick = new ArrayList<>();
  private boolean inTick;
  private final Thread thread;
  private volatile long sleepingUntilTick = AWAKE;
  private volatile boolean closed;
  private volatile boolean saysFarewell;
  private volatile @Nullable Consumer<Task> shownTo;
  // What comes later says goodbye as soon as it comes.
  private volatile boolean isStopping;

  /// @param tickNanos resolution: the longest that a task waits beyond its due time on an idle
  ///   machine
  public Pacer(long tickNanos) {
    this.tickNanos = tickNanos;
    wheel = new TimingWheel(tickNanos, baseNanos, lag);
    thread = Thread.ofPlatform().name("pacer").daemon().start(this::walk);
  }

  /// Runs the task at its due time. Any thread; a task must be in one pacer once.
  public void add(Task task, long dueNanos) {
    task.dueNanos = dueNanos;
    Task below;
    do {
      below = incoming.get();
      task.next = below;
    } while (!incoming.compareAndSet(below, task));
    if (wheel.tickOf(dueNanos) < sleepingUntilTick || isStopping) {
      LockSupport.unpark(thread);
    }
  }

  /// Has every task that waits say goodbye now, and every later one as soon as it is added: a
  /// stream may open while the server stops already.
  void farewell() {
    isStopping = true;
    saysFarewell = true;
    LockSupport.unpark(thread);
  }

  /// Shows every task that waits to somebody, on the pacer's thread and soon; of several who ask
  /// meanwhile, to the last.
  void show(Consumer<Task> somebody) {
    shownTo = somebody;
    LockSupport.unpark(thread);
  }

  private void show() {
    Consumer<Task> somebody = shownTo;
    if (somebody != null) {
      shownTo = null;
      wheel.forEach(task -> runSafely(() -> somebody.accept(task)));
    }
  }

  private void sayFarewell() {
    saysFarewell = false;
    wheel.forEach(task -> runSafely(task::farewell));
  }

  /// How late this pacer was so far.
  public Lag lag() {
    return lag;
  }

  /// Stops at the next tick; tasks that wait are not run.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void walk() {
    while (!closed) {
      takeIncoming();
      if (saysFarewell) {
        sayFarewell();
      }
      show();
      long reached = Math.floorDiv(System.nanoTime() - baseNanos, tickNanos);
      while (wheel.tick() <= reached) {
        runTick();
        wheel.skipTo(reached + 1);
      }
      sleep();
    }
  }

  private void takeIncoming() {
    Task task = incoming.getAndSet(null);
    while (task != null) {
      Task following = task.next;
      wheel.insert(task);
      if (isStopping) {
        runSafely(task::farewell);
      }
      task = following;
    }
  }

  private void runTick() {
    inTick = true;
    wheel.runTick(System.nanoTime());
    inTick = false;
    for (int i = 0; i < afterTick.size(); i++) {
      runSafely(afterTick.get(i));
    }
    afterTick.clear();
  }

  /// Runs an action at the end of the tick that is being run.
  ///
  /// @return false, and nothing is run, when called by another thread or between ticks
  boolean afterTick(Runnable action) {
    if (!inTick()) {
      return false;
    }
    afterTick.add(action);
    return true;
  }

  /// True on the pacer's own thread while it runs a tick.
  boolean inTick() {
    return Thread.currentThread() == thread && inTick;
  }

  private static void runSafely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("what was to follow a tick, or a farewell, failed; the rest goes on", e);
    }
  }

  private void sleep() {
    long wakeTick = wheel.nextOccupied();
    sleepingUntilTick = wakeTick;
    // After the assignment: whoever adds now either sees it and wakes us, or is seen here.
    if (incoming.get() == null && !closed && !saysFarewell) {
      if (wakeTick == NEVER) {
        LockSupport.park(this);
      } else {
        long nanos = baseNanos + wakeTick * tickNanos - System.nanoTime();
        if (nanos > 0) {
          LockSupport.parkNanos(this, nanos);
        }
      }
    }
    sleepingUntilTick = AWAKE;
  }
}
