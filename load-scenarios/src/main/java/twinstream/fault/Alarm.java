package twinstream.fault;

import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Wakes a selector at a time on the [System#nanoTime()] clock. A selector's own time-out has whole
/// milliseconds; a parked platform thread is about 0.1 ms late, and a virtual one up to twice that.
final class Alarm implements Runnable {
  /// Nothing is due for longer than this.
  static final long FAR_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Selector selector;
  private final Thread thread;
  private final AtomicLong due = new AtomicLong(System.nanoTime() + FAR_NANOS);
  private volatile boolean stopped;

  Alarm(Selector selector) {
    this.selector = selector;
    thread = Thread.ofPlatform().daemon().name("fault-proxy-alarm").unstarted(this);
  }

  Alarm start() {
    thread.start();
    return this;
  }

  /// The next time to wake the selector, in the place of the one before.
  void set(long dueNanos) {
    long before = due.getAndSet(dueNanos);
    if (dueNanos - before < 0) {
      LockSupport.unpark(thread);
    }
  }

  /// Returns when the thread is gone.
  void stop() throws InterruptedException {
    stopped = true;
    LockSupport.unpark(thread);
    thread.join();
  }

  @Override
  public void run() {
    while (!stopped) {
      long dueNanos = due.get();
      long leftNanos = dueNanos - System.nanoTime();
      if (leftNanos > 0) {
        LockSupport.parkNanos(leftNanos);
      } else if (due.compareAndSet(dueNanos, dueNanos + FAR_NANOS)) {
        selector.wakeup();
      }
    }
  }
}
