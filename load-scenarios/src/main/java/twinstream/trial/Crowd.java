package twinstream.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import twinstream.reader.Loops;
import twinstream.reader.Reader;
import twinstream.reader.Target;
import twinstream.result.Slo;
import twinstream.scenario.Patience;
import twinstream.workload.PlannedReply;
import twinstream.workload.Workload;

/// All readers of a trial: asks for each reply when the plan says so, whatever became of the
/// others, and lets go of all at the end. Open loop.
final class Crowd implements AutoCloseable {
  private static final long POLL_NANOS = 5_000_000;

  private final Loops loops;
  private final List<CrowdSection> sections = new ArrayList<>();

  private final Awaited awaited = new Awaited();

  /// @param threads event loops
  /// @param server whose replies are asked for, and how it is reached
  /// @param again true to ask for another reply wherever one is done
  Crowd(
      int threads,
      Reader reader,
      Target server,
      Workload workload,
      Patience patience,
      Window window,
      Slo slo,
      boolean again) {
    loops = new Loops(threads);
    for (int i = 0; i < threads; i++) {
      sections.add(
          new CrowdSection(
              loops, reader, server, workload, patience, new Tally(window, slo), awaited, again));
    }
  }

  /// Starts asking. Arrivals count from a moment that all event loops share.
  ///
  /// @param zeroNanos that moment on the [System#nanoTime()] clock
  void ask(List<PlannedReply> plan, long zeroNanos) {
    for (int i = 0; i < plan.size(); i++) {
      sections.get(i % sections.size()).add(plan.get(i));
    }
    sections.forEach(section -> section.start(zeroNanos));
  }

  /// Watches through the window how late the event loops are. Before it, once.
  void watchLoops() {
    sections.forEach(CrowdSection::watchLoop);
  }

  int awaitingFirst() {
    return awaited.first.get();
  }

  int awaitingEnd() {
    return awaited.end.get();
  }

  int opening() {
    return awaited.opening.get();
  }

  /// Asks for nothing more.
  void stopAsking() {
    sections.stream().map(CrowdSection::stopAsking).toList().forEach(CompletableFuture::join);
  }

  /// Lets go of all streams.
  ///
  /// @return what each event loop recorded
  List<Tally> stop() {
    return sections.stream().map(CrowdSection::stop).map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    loops.close();
  }

  /// Waits for a condition, at most so long.
  static void await(BooleanSupplier condition, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /// What all sections together wait for.
  static final class Awaited {
    /// Replies of the window that wait for their first token.
    final AtomicInteger first = new AtomicInteger();

    /// Replies of the window that wait for their end.
    final AtomicInteger end = new AtomicInteger();

    /// Streams asked for that are not open yet.
    final AtomicInteger opening = new AtomicInteger();
  }
}
