package twinstream.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Notes what comes in of one stream. Told by whichever thread reads; asked by the one that waits.
final class Listening {
  private final long askedNanos = System.nanoTime();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final CompletableFuture<Recording.Ending> ended = new CompletableFuture<>();
  private long openedNanos = askedNanos;
  private String reason = "";

  synchronized void opened() {
    openedNanos = System.nanoTime();
  }

  synchronized void arrived(long nanos, int tokens, int heartbeats) {
    arrivals.add(new Arrival(nanos, tokens, heartbeats));
  }

  void ended() {
    ended.complete(Recording.Ending.WHOLE);
  }

  synchronized void broken(String why) {
    if (reason.isEmpty()) {
      reason = why;
    }
    ended.complete(Recording.Ending.CUT);
  }

  synchronized String reason() {
    return reason;
  }

  /// Waits for the end, but not for longer than that.
  Recording.Ending await(long deadlineNanos) {
    try {
      return ended.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return Recording.Ending.LEFT;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Recording.Ending.LEFT;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What was seen so far.
  synchronized Recording recording(Recording.Ending ending) {
    return new Recording(askedNanos, openedNanos, arrivals, System.nanoTime(), ending);
  }
}
