package twinstream.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import twinstream.workload.PlannedReply;

/// All readers of a trial: ask for each reply when the plan says so, whatever became of the others,
/// and let go of all at the end. Open loop.
interface Crowd extends AutoCloseable {

  /// Starts asking.
  ///
  /// @param zeroNanos moment from which arrivals count, on the [System#nanoTime()] clock
  void ask(List<PlannedReply> plan, long zeroNanos);

  /// Watches through the window how late the event loops are. Before it, once.
  void watchLoops();

  /// Replies of the window that wait for their first token.
  int awaitingFirst();

  /// Replies of the window that wait for their end.
  int awaitingEnd();

  /// Streams asked for that are not open yet.
  int opening();

  /// Watches the whole trial second by second, where that disturbs nobody.
  ///
  /// @param zeroNanos start of the window
  default TimeLine timeLine(AdminClient admin, ProcessStat server, long zeroNanos) {
    return TimeLine.NONE;
  }

  /// Asks for nothing more.
  void stopAsking();

  /// Lets go of all streams.
  ///
  /// @return what each event loop recorded
  List<Tally> stop();

  /// What was recorded over each transport, where that are several. Behind [#stop()].
  default Map<String, List<Tally>> sides() {
    return Map.of();
  }

  @Override
  void close();

  /// Waits for a condition, at most so long.
  static void await(BooleanSupplier condition, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(5_000_000);
    }
  }
}
