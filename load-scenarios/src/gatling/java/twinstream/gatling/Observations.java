package twinstream.gatling;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/// All that the users of one run saw, in nanoseconds with three significant digits.
final class Observations {
  private static final int DIGITS = 3;

  /// Clocks of one event loop, which alone writes to them.
  record Clocks(SingleWriterRecorder lateness, SingleWriterRecorder gap) {}

  private final Queue<Clocks> all = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Clocks> ofThread = ThreadLocal.withInitial(this::newClocks);
  private final Queue<HeardReply> started = new ConcurrentLinkedQueue<>();
  private final Queue<HeardReply> ended = new ConcurrentLinkedQueue<>();

  private Clocks newClocks() {
    var clocks = new Clocks(new SingleWriterRecorder(DIGITS), new SingleWriterRecorder(DIGITS));
    all.add(clocks);
    return clocks;
  }

  /// The clocks of the calling thread.
  Clocks clocks() {
    return ofThread.get();
  }

  void started(HeardReply reply) {
    started.add(reply);
  }

  void ended(HeardReply reply) {
    ended.add(reply);
  }

  int startedCount() {
    return started.size();
  }

  /// Replies that ended, well or not; a reply that nobody waited for is not among them.
  List<HeardReply> ended() {
    return new ArrayList<>(ended);
  }

  /// The values of all event loops since the last call.
  Histogram take(Function<Clocks, SingleWriterRecorder> which) {
    var sum = new Histogram(DIGITS);
    for (Clocks clocks : all) {
      sum.add(which.apply(clocks).getIntervalHistogram());
    }
    return sum;
  }

  /// How late each user came.
  Histogram sendLag() {
    long zeroNanos = zeroNanos();
    var lag = new Histogram(DIGITS);
    for (HeardReply reply : started) {
      lag.recordValue(reply.startNanos() - zeroNanos - reply.planned().arrivalNanos());
    }
    return lag;
  }

  /// From the *intended* arrival to the first token, whole replies only.
  ///
  /// @param added true: without the delay that the workload itself asks for
  Histogram firstToken(boolean added) {
    long zeroNanos = zeroNanos();
    var times = new Histogram(DIGITS);
    for (HeardReply reply : ended) {
      if (HeardReply.WHOLE.equals(reply.verdict())) {
        long intendedNanos = zeroNanos + reply.planned().arrivalNanos();
        long ownNanos = added ? reply.planned().firstTokenDelayNanos() : 0;
        times.recordValue(reply.firstNanos() - intendedNanos - ownNanos);
      }
    }
    return times;
  }

  /// Start of the plan on the [System#nanoTime()] clock. Gatling does not tell it, so it is taken
  /// from the user who came least late.
  private long zeroNanos() {
    return started.stream()
        .mapToLong(reply -> reply.startNanos() - reply.planned().arrivalNanos())
        .min()
        .orElse(0);
  }
}
