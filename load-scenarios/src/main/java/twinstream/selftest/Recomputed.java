package twinstream.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import twinstream.verify.Verification;

/// S13: every printed number of a run comes out again, from its raw files and by another path; and
/// one that is changed by a digit does not.
final class Recomputed {
  private static final String REPORT = "REPORT.md";
  private static final Pattern VALUE = Pattern.compile("\\| (\\d+\\.\\d)(\\d) \\|");

  private Recomputed() {}

  static List<Finding> look(Lab lab) {
    Path run = lab.selfCheckRun();
    return List.of(untouched(run), touched(run));
  }

  private static Finding untouched(Path run) {
    var verification = Verification.of(run);
    return Finding.of(
        "S13",
        "nothing, in a recorded run",
        "%,d numbers recomputed, %d differ"
            .formatted(verification.total(), verification.differences().size()),
        verification.total() > 0 && verification.agrees());
  }

  private static Finding touched(Path run) {
    Path report = run.resolve(REPORT);
    try {
      String text = Files.readString(report);
      Matcher value = VALUE.matcher(text);
      if (!value.find()) {
        return Finding.of("S13", "one digit of its report", "no number to change", false);
      }
      String other = value.group(2).equals("7") ? "3" : "7";
      Files.writeString(
          report, text.substring(0, value.start(2)) + other + text.substring(value.end(2)));
      try {
        var found = Verification.of(run).differences();
        return Finding.of(
            "S13",
            "one digit of its report, %s%s made %s%s"
                .formatted(value.group(1), value.group(2), value.group(1), other),
            found.isEmpty() ? "nothing" : found.getFirst().toString(),
            found.size() == 1);
      } finally {
        Files.writeString(report, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
