package twinstream.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import twinstream.reader.ReplyListener;

/// One stream of a server of ours, whose due times are known. Told on an event loop, asked when it
/// is over.
final class Reading implements ReplyListener {
  // A string where a number would lose digits.
  private static final Pattern ORIGIN = Pattern.compile("\"originNanos\":\"?(-?\\d+)");

  private final long askedNanos = System.nanoTime();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private long openedNanos = askedNanos;
  private long closedNanos;
  private long originNanos;
  private boolean done;
  private int status;
  private String reason = "";

  @Override
  public synchronized void connected(long nanos) {}

  @Override
  public synchronized void opened(long nanos) {
    openedNanos = nanos;
  }

  @Override
  public synchronized void refused(int answered, String sentence) {
    status = answered;
    reason = sentence;
  }

  @Override
  public synchronized void started(byte[] bytes, int from, int to, long nanos) {
    Matcher origin = ORIGIN.matcher(new String(bytes, from, to - from, UTF_8));
    if (origin.find()) {
      originNanos = Long.parseLong(origin.group(1));
    }
  }

  @Override
  public synchronized void token(byte[] bytes, int from, int to, int idIndex, long nanos) {
    arrivals.add(new Arrival(nanos, 1, 0));
  }

  @Override
  public void done() {
    synchronized (this) {
      done = true;
    }
    over.complete(null);
  }

  @Override
  public void closed(String why) {
    synchronized (this) {
      closedNanos = System.nanoTime();
      if (reason.isEmpty()) {
        reason = why;
      }
    }
    over.complete(null);
  }

  /// Waits for its end, but not for longer than that.
  void await(long deadlineNanos) throws InterruptedException {
    try {
      over.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // Whoever asks sees that it is not over.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Status of a refusal; 0 for none.
  synchronized int status() {
    return status;
  }

  synchronized String reason() {
    return reason;
  }

  /// How long it lasted from the request, as a path may hold back the answer's head, until it was
  /// closed; 0 while it is open.
  synchronized long lastedNanos() {
    return closedNanos == 0 ? 0 : closedNanos - askedNanos;
  }

  synchronized Recording recording() {
    return new Recording(
        askedNanos,
        openedNanos,
        arrivals,
        System.nanoTime(),
        done ? Recording.Ending.WHOLE : Recording.Ending.CUT);
  }

  /// Median time by which tokens came later than they were due.
  ///
  /// @param firstNanos delay of the first token
  /// @param stepNanos between tokens
  synchronized long lateNanos(long firstNanos, long stepNanos) {
    List<Long> late = new ArrayList<>();
    for (int i = 0; i < arrivals.size(); i++) {
      late.add(arrivals.get(i).nanos() - (originNanos + firstNanos + i * stepNanos));
    }
    return Flow.median(late);
  }
}
