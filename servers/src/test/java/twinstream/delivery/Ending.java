package twinstream.delivery;

import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Records how an outbox ended, and how often it said so.
final class Ending implements Callback {
  private int successes;
  private int failures;
  private @Nullable Throwable cause;

  @Override
  public synchronized void succeeded() {
    successes++;
  }

  @Override
  public synchronized void failed(Throwable why) {
    failures++;
    cause = why;
  }

  synchronized int successes() {
    return successes;
  }

  synchronized int failures() {
    return failures;
  }

  synchronized int times() {
    return successes + failures;
  }

  synchronized @Nullable Throwable cause() {
    return cause;
  }
}
