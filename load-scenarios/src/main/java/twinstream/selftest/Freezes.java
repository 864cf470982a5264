package twinstream.selftest;

import static twinstream.selftest.Words.ms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import twinstream.result.Blame;
import twinstream.result.Distribution;
import twinstream.result.Measurement;
import twinstream.transport.Transports;
import twinstream.trial.Freeze;
import twinstream.trial.Planting;

/// S2: a pause anywhere shows as lateness in its full length, and on the side on which it was. (A
/// client that waits for an answer before it asks again would see one late token.)
final class Freezes {
  private static final double SHARE = 0.9;

  private Freezes() {}

  static List<Finding> look(Lab lab) {
    List<Finding> findings = new ArrayList<>();
    for (String transport : Transports.FOUNDERS.names()) {
      for (int millis : List.of(50, 200, 500)) {
        findings.add(frozen(lab, transport, "server", millis, Blame.SERVER));
      }
      findings.add(frozen(lab, transport, "network", 200, Blame.PATH));
      findings.add(frozen(lab, transport, "reader", 200, Blame.READER));
    }
    return findings;
  }

  private static Finding frozen(
      Lab lab, String transport, String what, int millis, Blame expected) {
    var length = Duration.ofMillis(millis);
    Measurement seen =
        lab.trial("steady", Lab.STEADY, transport, planting(expected, length)).measurement();
    return judged(
        "%s frozen for %d ms, %s".formatted(what, millis, transport), seen, millis, expected);
  }

  private static Planting planting(Blame where, Duration length) {
    return switch (where) {
      case SERVER -> new Freeze(Freeze.Side.SERVER, length);
      case READER -> new Freeze(Freeze.Side.READER, length);
      case PATH -> Routed.stallingFor(length);
    };
  }

  static Finding judged(String planted, Measurement seen, int millis, Blame expected) {
    Histogram lateness = seen.distributions().get(Distribution.LATENESS);
    long p999 = lateness == null ? 0 : lateness.getValueAtPercentile(99.9);
    long highest = lateness == null ? 0 : lateness.getMaxValue();
    Optional<Blame> blamed = Blame.of(seen);
    long enough = Math.round(SHARE * millis * 1e6);
    return Finding.of(
        "S2",
        planted,
        "lateness p99.9 %s, highest %s, blamed: %s"
            .formatted(ms(p999), ms(highest), Words.of(blamed)),
        p999 >= enough && highest >= enough && blamed.equals(Optional.of(expected)));
  }
}
