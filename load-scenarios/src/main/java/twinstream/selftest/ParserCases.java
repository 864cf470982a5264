package twinstream.selftest;

import java.util.List;
import twinstream.reader.PublicCases;

/// S1: before anything is measured, the parsers read what others wrote for them.
final class ParserCases {
  private ParserCases() {}

  static List<Finding> look() {
    return List.of(
        judged("event streams", PublicCases.ofEventStreams()),
        judged("raw frames, as far as they concern a reader,", PublicCases.ofFrames()),
        Finding.notAvailable(
            "S1",
            "the same cases over the wire against the running servers",
            "the servers have no echo for them yet; their own tests play them"));
  }

  static Finding judged(String what, List<PublicCases.Outcome> outcomes) {
    var failed = outcomes.stream().filter(outcome -> outcome.failure().isPresent()).toList();
    String seen =
        failed.isEmpty()
            ? "%d of %d read as they should be".formatted(outcomes.size(), outcomes.size())
            : "%d of %d not, the first of them %s: %s"
                .formatted(
                    failed.size(),
                    outcomes.size(),
                    failed.getFirst().id(),
                    failed.getFirst().failure().orElse(""));
    return Finding.of(
        "S1", what + " that others wrote", seen, failed.isEmpty() && !outcomes.isEmpty());
  }
}
