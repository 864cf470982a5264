package twinstream.trial;

import java.util.ArrayList;
import java.util.List;
import twinstream.result.Surroundings;

/// What `/proc` says at the edges of the window, and at each second inside it: a few reads of a
/// file, nothing more.
///
/// @param errorNanos how far off the window's two edges CPU time was read, the larger of the two
/// @param serverCpuNanos CPU time of the server over the window
/// @param crowdCpuNanos CPU time of this process over the window
/// @param surroundings what the machine around them did
/// @param seconds server's and crowd's CPU time in each second of the window
record Edges(
    long errorNanos,
    long serverCpuNanos,
    long crowdCpuNanos,
    long serverResidentBytes,
    long crowdResidentBytes,
    List<Second> seconds,
    Surroundings surroundings) {

  private static final int WARMING_READINGS = 20;

  record Second(long serverCpuNanos, long crowdCpuNanos) {}

  /// Waits through the window. Returns at its end.
  static Edges watch(Window window, ProcessStat server) {
    ProcessStat crowd = ProcessStat.self();
    List<Second> seconds = new ArrayList<>();
    warmUp(server, crowd);
    Measuring.sleepUntil(window.startNanos());
    long serverStart = server.cpuNanos();
    long crowdStart = crowd.cpuNanos();
    long startErrorNanos = System.nanoTime() - window.startNanos();
    MachineStat before = MachineStat.now();
    long serverLast = serverStart;
    long crowdLast = crowdStart;
    for (long edge = window.startNanos(); edge < window.endNanos(); ) {
      edge = Math.min(edge + 1_000_000_000L, window.endNanos());
      Measuring.sleepUntil(edge);
      long serverNow = server.cpuNanos();
      long crowdNow = crowd.cpuNanos();
      seconds.add(new Second(serverNow - serverLast, crowdNow - crowdLast));
      serverLast = serverNow;
      crowdLast = crowdNow;
    }
    long endErrorNanos = System.nanoTime() - window.endNanos();
    MachineStat after = MachineStat.now();
    return new Edges(
        Math.max(startErrorNanos, endErrorNanos),
        serverLast - serverStart,
        crowdLast - crowdStart,
        server.residentBytes(),
        crowd.residentBytes(),
        seconds,
        after.since(before, serverLast - serverStart + crowdLast - crowdStart));
  }

  // The first readings load and compile code, which costs tens of milliseconds.
  private static void warmUp(ProcessStat server, ProcessStat crowd) {
    for (int i = 0; i < WARMING_READINGS; i++) {
      var _ = server.cpuNanos();
      var _ = crowd.cpuNanos();
      var _ = MachineStat.now();
    }
  }
}
