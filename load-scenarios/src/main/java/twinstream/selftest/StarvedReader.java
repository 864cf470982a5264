package twinstream.selftest;

import java.util.ArrayList;
import java.util.List;
import twinstream.transport.Transports;
import twinstream.trial.Burners;

/// S8: a reader that does not get its CPU makes the trial void, and says why.
final class StarvedReader {
  private StarvedReader() {}

  static List<Finding> look(Lab lab) {
    List<Finding> findings = new ArrayList<>();
    for (String transport : Transports.FOUNDERS.names()) {
      var seen = lab.trial("steady", Lab.STEADY, transport, new Burners(lab.cores()));
      List<String> reasons =
          seen.result().voidReasons().stream().filter(StarvedReader::isOfTheCrowd).toList();
      findings.add(
          Finding.of(
              "S8",
              "eight busy threads on each core of the readers, " + transport,
              reasons.isEmpty() ? "no reason against it" : "void: " + String.join("; ", reasons),
              !reasons.isEmpty()));
    }
    return findings;
  }

  private static boolean isOfTheCrowd(String reason) {
    return reason.contains("of the crowd was over")
        || reason.startsWith("the crowd used")
        || reason.contains("requests left over");
  }
}
