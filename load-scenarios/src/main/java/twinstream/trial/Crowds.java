package twinstream.trial;

import java.time.Duration;
import java.util.List;
import twinstream.result.Slo;
import twinstream.scenario.Patience;
import twinstream.workload.PlannedReply;
import twinstream.workload.Workload;

/// Where the readers of a trial come from.
interface Crowds {

  /// The replies that they will ask for before the horizon.
  default List<PlannedReply> plan(Workload workload, long seed, Duration horizon) {
    return workload.plan(seed, horizon);
  }

  /// The moment from which arrivals count, on the [System#nanoTime()] clock; a little ahead. Waits
  /// for it where somebody else decides.
  long zeroNanos();

  /// A crowd that asks for nothing yet.
  ///
  /// @param again true to ask for another reply wherever one is done
  Crowd crowd(Workload workload, Patience patience, Window window, Slo slo, boolean again);
}
