package twinstream.selftest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import twinstream.fault.Fault.MessageFault;
import twinstream.fault.Fault.MessageFault.Kind;
import twinstream.result.Distribution;
import twinstream.result.Measurement;
import twinstream.transport.Transports;

/// S4: what happens to single tokens on their way is found and named, and becomes no latency.
final class TokenFaults {
  /// Few and slow streams, so that a burst is one: 50 ms between tokens.
  private static final Map<String, String> FEW =
      Map.of(
          "streams", "5",
          "rate", "20",
          "opening", "0.2",
          "warm", "2",
          "window", "2",
          "drain", "0.5",
          "until-done", "0");

  /// Early in the trial, so that it passes on a slow machine, too.
  private static final int MESSAGE = 12;

  /// Due 2.7 s behind the stream's start, which a cold reader and a cold server put off by a second
  /// and more: a window of 4 s, in which gaps are counted, holds it all the same.
  private static final int IN_WINDOW = 55;

  private static final String LONG_WINDOW = "4";

  private static final int PLANTED_BURSTS = 4;
  private static final double MOST_BURSTS = 0.05;

  private static final long LEAST_WAIT_NANOS = 190_000_000;
  private static final long LONGEST_NANOS = 1_000_000_000;
  private static final Map<Kind, String> NAMED = named();

  private TokenFaults() {}

  private static Map<Kind, String> named() {
    Map<Kind, String> named = new LinkedHashMap<>();
    named.put(Kind.DROP, "tokens lost: 1");
    named.put(Kind.DOUBLE, "tokens that came twice: 1");
    named.put(Kind.SWAP, "tokens out of order: 1");
    named.put(Kind.CORRUPT, "tokens with other bytes than were sent: 1");
    named.put(Kind.CUT, "streams cut before their last token: 1");
    return named;
  }

  static List<Finding> look(Lab lab) {
    List<Finding> findings = new ArrayList<>();
    for (String transport : Transports.FOUNDERS.names()) {
      for (Kind kind : Kind.values()) {
        findings.add(planted(lab, transport, kind));
      }
    }
    return findings;
  }

  static Finding planted(Lab lab, String transport, Kind kind) {
    String name = NAMED.get(kind);
    return name == null ? merged(lab, transport) : faulty(lab, transport, kind, name);
  }

  private static Finding faulty(Lab lab, String transport, Kind kind, String name) {
    var seen = lab.trial("steady", FEW, transport, Routed.through(new MessageFault(kind, MESSAGE)));
    List<String> named =
        seen.result().voidReasons().stream().filter(TokenFaults::isOfTokens).toList();
    return Finding.of(
        "S4",
        "one token: %s, %s".formatted(word(kind), transport),
        named.isEmpty() ? "nothing" : "void: " + String.join("; ", named),
        named.equals(List.of(name)) && noLatency(seen.measurement()));
  }

  private static Finding merged(Lab lab, String transport) {
    Map<String, String> settings = new HashMap<>(FEW);
    settings.put("window", LONG_WINDOW);
    var seen =
        lab.trial(
            "steady", settings, transport, Routed.through(new MessageFault(Kind.MERGE, IN_WINDOW)));
    var smoothness = seen.measurement().smoothness();
    boolean named = seen.result().voidReasons().stream().anyMatch(TokenFaults::isOfTokens);
    return Finding.of(
        "S4",
        "five tokens in one write, " + transport,
        "%d of %d gaps are bursts, burst ratio %.2f %%"
            .formatted(
                smoothness.bursts(),
                smoothness.gaps(),
                100.0 * smoothness.bursts() / Math.max(1, smoothness.gaps())),
        isSeen(smoothness.bursts(), smoothness.gaps())
            && hasWaited(seen.measurement())
            && !named
            && noLatency(seen.measurement()));
  }

  // All that were planted, and few more: a pause of the machine's own makes some, too.
  private static boolean isSeen(long bursts, long gaps) {
    return bursts >= PLANTED_BURSTS && bursts <= MOST_BURSTS * gaps;
  }

  // The first of five that are 50 ms apart has waited for the last.
  private static boolean hasWaited(Measurement measurement) {
    var lateness = measurement.distributions().get(Distribution.LATENESS);
    return lateness != null && lateness.getMaxValue() > LEAST_WAIT_NANOS;
  }

  private static boolean isOfTokens(String reason) {
    return reason.startsWith("tokens ")
        || reason.startsWith("streams cut")
        || reason.startsWith("the books");
  }

  // A token that is counted in the wrong place would be early, or late by as much as the trial is
  // long.
  private static boolean noLatency(Measurement measurement) {
    var lateness = measurement.distributions().get(Distribution.LATENESS);
    return measurement.tokens().early() == 0
        && lateness != null
        && lateness.getTotalCount() > 0
        && lateness.getMaxValue() < LONGEST_NANOS;
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case DROP -> "dropped";
      case DOUBLE -> "doubled";
      case SWAP -> "swapped with the next";
      case CORRUPT -> "one letter changed";
      case CUT -> "the stream cut behind it";
      case MERGE -> "merged with the next four";
    };
  }
}
