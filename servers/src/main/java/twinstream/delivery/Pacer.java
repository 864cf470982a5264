package twinstream.delivery;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Walks the due times of everything that lives on a server, on one thread and one hashed timing
/// wheel (Varghese and Lauck, 1987). A task that is due beyond the wheel waits at its far end and
/// is put in again; empty slots are skipped with a bit set, so a server whose streams are silent
/// sleeps.
///
/// Nothing is ever early: a task runs at the first tick at or after its due time, on average half a
/// tick late.
public final class Pacer implements AutoCloseable {
  /// Returned by a task that needs no further run.
  public static final long NEVER = Long.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);
  private static final int SLOTS = 1 << 15;
  private static final long AWAKE = Long.MIN_VALUE;

  /// Something with a next due time. Runs on the pacer's thread only and must not block.
  public abstract static class Task {
    private long dueNanos;
    private @Nullable Task next;

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
  private final @Nullable Task[] slots = new @Nullable Task[SLOTS];
  private final BitSet occupied = new BitSet(SLOTS);
  // A stack whose links are the tasks' own: what waits here while the pacer sleeps costs nothing.
  private final AtomicReference<@Nullable Task> incoming = new AtomicReference<>();
  private final Lag lag = new Lag();
  // The pacer's thread only.
  private final List<Runnable> afterTick = new ArrayList<>();
  private boolean inTick;
  private final Thread thread;
  // The next tick to be run; every task in the wheel has a tick from here to SLOTS - 1 later.
  private long tick;
  private volatile long sleepingUntilTick = AWAKE;
  private volatile boolean closed;
  private volatile boolean saysFarewell;
  // What comes later says goodbye as soon as it comes.
  private volatile boolean isStopping;

  /// @param tickNanos resolution: the longest that a task waits beyond its due time on an idle
  ///   machine
  public Pacer(long tickNanos) {
    this.tickNanos = tickNanos;
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
    if (tickOf(dueNanos) < sleepingUntilTick || isStopping) {
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

  private void sayFarewell() {
    saysFarewell = false;
    for (Task first : slots) {
      for (Task task = first; task != null; task = task.next) {
        runSafely(task::farewell);
      }
    }
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
      long reached = Math.floorDiv(System.nanoTime() - baseNanos, tickNanos);
      while (tick <= reached) {
        runTick();
        tick = Math.min(nextOccupied(), reached + 1);
      }
      sleep();
    }
  }

  private void takeIncoming() {
    Task task = incoming.getAndSet(null);
    while (task != null) {
      Task following = task.next;
      insert(task);
      if (isStopping) {
        runSafely(task::farewell);
      }
      task = following;
    }
  }

  private void insert(Task task) {
    long at = Math.clamp(tickOf(task.dueNanos), tick, tick + SLOTS - 1);
    int slot = slotOf(at);
    task.next = slots[slot];
    slots[slot] = task;
    occupied.set(slot);
  }

  // Rounded up: when a tick has come, all its tasks are due.
  private long tickOf(long dueNanos) {
    return Math.ceilDiv(dueNanos - baseNanos, tickNanos);
  }

  private static int slotOf(long tick) {
    return (int) (tick & (SLOTS - 1));
  }

  private void runTick() {
    int slot = slotOf(tick);
    Task task = slots[slot];
    slots[slot] = null;
    occupied.clear(slot);
    // What is put in again while this tick runs belongs to a later one.
    tick++;
    long nowNanos = System.nanoTime();
    if (task != null) {
      lag.tick(nowNanos - task.dueNanos);
    }
    inTick = true;
    while (task != null) {
      Task following = task.next;
      if (task.dueNanos > nowNanos || runOne(task, nowNanos)) {
        insert(task);
      }
      task = following;
    }
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

  private static boolean runOne(Task task, long nowNanos) {
    try {
      long dueNanos = task.run(nowNanos);
      if (dueNanos == NEVER) {
        // Not touched any more: another thread may have added it again already.
        return false;
      }
      task.dueNanos = dueNanos;
      return true;
    } catch (RuntimeException e) {
      LOG.error("a reply failed and is given up; the others go on", e);
      return false;
    }
  }

  // The tick of the next slot that holds a task, or the farthest there is.
  private long nextOccupied() {
    int slot = slotOf(tick);
    int found = occupied.nextSetBit(slot);
    if (found < 0) {
      found = occupied.nextSetBit(0);
    }
    return found < 0 ? NEVER : tick + ((found - slot) & (SLOTS - 1));
  }

  private void sleep() {
    long wakeTick = nextOccupied();
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
