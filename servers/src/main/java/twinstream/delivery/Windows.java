package twinstream.delivery;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The replies whose tokens are being gathered, each for the same while: so the first to open is
/// the first to close, and one timer is enough.
final class Windows {
  private record Window(Mirror mirror, long endNanos) {}

  private final Duration length;
  private final RedisLink link;
  private final Consumer<Mirror> whenOver;
  private final Queue<Window> open = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean closing;

  /// @param whenOver told each reply on the link's thread when its window is over
  Windows(Duration length, RedisLink link, Consumer<Mirror> whenOver) {
    this.length = length;
    this.link = link;
    this.whenOver = whenOver;
  }

  /// Any thread; once until it is over.
  void open(Mirror mirror) {
    open.add(new Window(mirror, System.nanoTime() + length.toNanos()));
    wake();
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      link.execute(this::close);
    }
  }

  /// All are over now, and each that opens later at once.
  void closeAll() {
    closing = true;
    link.execute(this::close);
  }

  private void close() {
    for (Window first = open.peek(); first != null; first = open.peek()) {
      long leftNanos = closing ? 0 : first.endNanos - System.nanoTime();
      if (leftNanos > 0) {
        link.later(Duration.ofNanos(leftNanos), this::close);
        return;
      }
      open.remove();
      whenOver.accept(first.mirror);
    }
    awake.set(false);
    // Whoever opened one before that did not wake this thread.
    if (!open.isEmpty()) {
      wake();
    }
  }
}
