package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import twinstream.selftest.Check;
import twinstream.selftest.Finding;
import twinstream.selftest.Findings;
import twinstream.selftest.SelfTest;

/// What docs/trust.md says was seen is what a self-test on record saw.
class TrustTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/trust.md");

  private static Findings record() throws IOException {
    try (Stream<Path> records = Files.list(ROOT.resolve("results/selftest"))) {
      return Findings.load(records.sorted().toList().getLast());
    }
  }

  @Test
  void tellsEachFindingOfTheRecordAndNoOther() throws IOException {
    List<String> rows =
        record().findings().stream()
            .map(finding ->
                "| %s | %s | %s | %s |"
                    .formatted(
                        finding.id(), finding.planted(), finding.seen(), finding.outcome().word()))
            .toList();

    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| [SD]\\d+ .*")))
        .containsExactlyElementsOf(rows);
  }

  @Test
  void restsOnARecordInWhichEveryCheckRanAndNoneFailed() throws IOException {
    Findings record = record();

    assertThat(record.failed()).isZero();
    assertThat(record.findings().stream().map(Finding::id))
        .containsAll(SelfTest.ALL.stream().map(Check::id).toList());
  }
}
