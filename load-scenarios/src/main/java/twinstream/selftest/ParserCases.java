package twinstream.selftest;

import java.util.ArrayList;
import java.util.List;
import twinstream.reader.LiveCases;
import twinstream.reader.PublicCases;
import twinstream.trial.ServerProcess;

/// S1: before anything is measured, the parsers read what others wrote for them, and running
/// servers are asked what others ask of servers.
final class ParserCases {
  private ParserCases() {}

  static List<Finding> look(Lab lab) {
    List<Finding> findings = new ArrayList<>();
    findings.add(judged("event streams that others wrote", PublicCases.ofEventStreams()));
    findings.add(
        judged(
            "raw frames, as far as they concern a reader, that others wrote",
            PublicCases.ofFrames()));
    for (String transport : LiveCases.TRANSPORTS) {
      findings.add(live(lab, transport));
    }
    return findings;
  }

  private static Finding live(Lab lab, String transport) {
    try (var server = ServerProcess.start(transport, 0, 0, lab.cores())) {
      return judged(
          "%s, %s".formatted(LiveCases.planted(transport), transport),
          LiveCases.of(transport, server.port()));
    }
  }

  static Finding judged(String what, List<PublicCases.Outcome> outcomes) {
    var failed = outcomes.stream().filter(outcome -> outcome.failure().isPresent()).toList();
    String seen =
        failed.isEmpty()
            ? "%d of %d as they should be".formatted(outcomes.size(), outcomes.size())
            : "%d of %d not, the first of them %s: %s"
                .formatted(
                    failed.size(),
                    outcomes.size(),
                    failed.getFirst().id(),
                    failed.getFirst().failure().orElse(""));
    return Finding.of("S1", what, seen, failed.isEmpty() && !outcomes.isEmpty());
  }
}
