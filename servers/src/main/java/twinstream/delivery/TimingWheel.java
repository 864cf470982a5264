package twinstream.delivery;

import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twinstream.delivery.Pacer.Task;

/// A hashed timing wheel (Varghese and Lauck, 1987). A task that is due beyond the wheel waits at
/// its far end and is put in again; empty slots are skipped with a bit set.
///
/// One thread only, which says what time it is.
final class TimingWheel {
  private static final Logger LOG = LoggerFactory.getLogger(TimingWheel.class);
  private static final int SLOTS = 1 << 15;

  private final long tickNanos;
  private final long baseNanos;
  private final Lag lag;
  private final @Nullable Task[] slots = new @Nullable Task[SLOTS];
  private final BitSet occupied = new BitSet(SLOTS);
  // The next tick to be run; every task in the wheel has a tick from here to SLOTS - 1 later.
  private long tick;

  /// @param tickNanos length of a tick
  /// @param baseNanos when tick 0 is
  /// @param lag is told how late each tick was
  TimingWheel(long tickNanos, long baseNanos, Lag lag) {
    this.tickNanos = tickNanos;
    this.baseNanos = baseNanos;
    this.lag = lag;
  }

  /// The next tick to be run.
  long tick() {
    return tick;
  }

  /// The first tick at which something due then may run. Any thread.
  long tickOf(long dueNanos) {
    // Rounded up: when a tick has come, all its tasks are due.
    return Math.ceilDiv(dueNanos - baseNanos, tickNanos);
  }

  /// Puts a task in by its due time.
  void insert(Task task) {
    long at = Math.clamp(tickOf(task.dueNanos), tick, tick + SLOTS - 1);
    int slot = slotOf(at);
    task.next = slots[slot];
    slots[slot] = task;
    occupied.set(slot);
  }

  private static int slotOf(long tick) {
    return (int) (tick & (SLOTS - 1));
  }

  /// Runs the tasks of the next tick.
  ///
  /// @param nowNanos the time, not before that tick
  void runTick(long nowNanos) {
    int slot = slotOf(tick);
    Task task = slots[slot];
    slots[slot] = null;
    occupied.clear(slot);
    // What is put in again while this tick runs belongs to a later one.
    tick++;
    if (task != null) {
      lag.tick(nowNanos - task.dueNanos);
    }
    while (task != null) {
      Task following = task.next;
      if (task.dueNanos > nowNanos || runOne(task, nowNanos)) {
        insert(task);
      }
      task = following;
    }
  }

  private static boolean runOne(Task task, long nowNanos) {
    try {
      long dueNanos = task.run(nowNanos);
      if (dueNanos == Pacer.NEVER) {
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

  /// Passes over ticks at which nothing waits.
  ///
  /// @param latest where to stop at last
  void skipTo(long latest) {
    tick = Math.min(nextOccupied(), latest);
  }

  /// The next tick at which something waits, or [Pacer#NEVER].
  long nextOccupied() {
    int slot = slotOf(tick);
    int found = occupied.nextSetBit(slot);
    if (found < 0) {
      found = occupied.nextSetBit(0);
    }
    return found < 0 ? Pacer.NEVER : tick + ((found - slot) & (SLOTS - 1));
  }

  /// Does something with every task that waits.
  void forEach(Consumer<Task> action) {
    for (Task first : slots) {
      for (Task task = first; task != null; task = task.next) {
        action.accept(task);
      }
    }
  }
}
