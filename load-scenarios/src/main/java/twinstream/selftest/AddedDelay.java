package twinstream.selftest;

import static twinstream.selftest.Words.ms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import twinstream.fault.Fault;
import twinstream.result.Distribution;
import twinstream.transport.Transports;

/// S3, and S7 as far as it is about the order of trials: a path that is slower by 25 ms moves the
/// median lateness by 25 ms, whichever of the two trials comes first.
final class AddedDelay {
  private static final Duration ADDED = Duration.ofMillis(25);
  private static final long TOLERANCE_NANOS = 1_000_000;

  private AddedDelay() {}

  static List<Finding> look(Lab lab) {
    List<Finding> findings = new ArrayList<>();
    for (String transport : Transports.FOUNDERS.names()) {
      long before = median(lab, transport, Duration.ZERO);
      long after = median(lab, transport, ADDED);
      findings.add(shift("S3", "25 ms added to the path, " + transport, after - before));
      // The other way round: what comes first is now the slower path.
      long slower = median(lab, transport, ADDED);
      long faster = median(lab, transport, Duration.ZERO);
      findings.add(
          shift("S7", "the same in reversed order of trials, " + transport, slower - faster));
    }
    return findings;
  }

  static Finding shift(String id, String planted, long shiftNanos) {
    return Finding.of(
        id,
        planted,
        "the median moves by " + ms(shiftNanos),
        Math.abs(shiftNanos - ADDED.toNanos()) <= TOLERANCE_NANOS);
  }

  // Both trials go through the proxy, so that its own cost is in neither difference.
  private static long median(Lab lab, String transport, Duration delay) {
    var seen =
        lab.trial("steady", Lab.STEADY, transport, Routed.through(new Fault.Delay(delay)))
            .measurement();
    var lateness = seen.distributions().get(Distribution.LATENESS);
    return lateness == null ? 0 : lateness.getValueAtPercentile(50);
  }
}
