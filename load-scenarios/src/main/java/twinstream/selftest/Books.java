package twinstream.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import twinstream.transport.Transports;
import twinstream.trial.Planting;
import twinstream.trial.SentBytes;

/// S9: what was produced is received, lost or in flight, to the token; and the bytes that the
/// server counts are those that the kernel counts.
final class Books {
  private static final double BYTES_BOUND = 0.01;
  private static final Map<String, String> LEAVING =
      Map.of("speed", "10", "warm", "4", "window", "3", "drain", "2", "until-done", "0");

  /// Silence of half a second between the steps, in which the counts stand still.
  private static final Map<String, String> STEPS =
      Map.of(
          "streams", "200",
          "rate", "2",
          "opening", "1",
          "warm", "5",
          "window", "3",
          "drain", "0.5",
          "until-done", "0");

  private Books() {}

  static List<Finding> look(Lab lab) {
    List<Finding> findings = new ArrayList<>();
    for (String transport : Transports.FOUNDERS.names()) {
      findings.add(tokens(lab, transport));
      findings.add(bytes(lab, transport));
    }
    return findings;
  }

  private static Finding tokens(Lab lab, String transport) {
    var tokens = lab.trial("cancel", LEAVING, transport, Planting.NONE).measurement().tokens();
    return Finding.of(
        "S9",
        "half of the readers leave in the midst, " + transport,
        String.format(
            Locale.ROOT,
            "%,d produced = %,d received + %,d lost + %,d in flight, %,d unaccounted for",
            tokens.produced(),
            tokens.received(),
            tokens.lost(),
            tokens.inFlight(),
            tokens.unaccounted()),
        tokens.inFlight() > 0 && tokens.unaccounted() == 0 && tokens.changed() == 0);
  }

  private static Finding bytes(Lab lab, String transport) {
    var sent = new SentBytes();
    lab.trial("engine-step", STEPS, transport, sent);
    return judged("200 streams between two steps of an engine, " + transport, sent.ratio());
  }

  static Finding judged(String planted, OptionalDouble ratio) {
    if (ratio.isEmpty()) {
      return Finding.notAvailable(
          "S9", planted, "the kernel's own count needs ss, which is part of iproute2");
    }
    double off = ratio.getAsDouble() - 1;
    return Finding.of(
        "S9",
        planted,
        String.format(
            Locale.ROOT, "the server's count of bytes is %+.3f %% off the kernel's", 100 * off),
        Math.abs(off) <= BYTES_BOUND);
  }
}
