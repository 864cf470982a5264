package twinstream.trial;

import java.util.List;
import twinstream.scenario.Patience;
import twinstream.workload.Cursor;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Workload;

/// How many tokens a plan has inside a window, if each reply starts at its intended arrival. From
/// the plan alone: whether the schedule was kept is judged by it.
final class PlannedTokens {
  private PlannedTokens() {}

  /// @param patience readers who leave or stall take no more
  /// @param zeroNanos moment from which arrivals count, on the window's clock
  /// @return 0 where tokens have no due times
  static long inside(
      Window window,
      Workload workload,
      Patience patience,
      List<PlannedReply> plan,
      long zeroNanos) {
    if (!workload.pacing().hasDueTimes()) {
      return 0;
    }
    return plan.stream()
        .filter(planned -> planned.tokens() > 0)
        .mapToLong(planned ->
            inside(
                window,
                workload.request(planned),
                patience.taken(planned),
                zeroNanos + planned.arrivalNanos()))
        .sum();
  }

  private static long inside(Window window, ReplyRequest request, int taken, long originNanos) {
    // An engine's steps have an epoch of its own; any other moves the count by one token at most.
    Cursor cursor = request.schedule(originNanos, originNanos).cursor(request.from());
    long inside = 0;
    while (cursor.index() < taken && cursor.dueNanos() < window.endNanos()) {
      inside += window.holds(cursor.dueNanos()) ? 1 : 0;
      cursor.advance();
    }
    return inside;
  }
}
