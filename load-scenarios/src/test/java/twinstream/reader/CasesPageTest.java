package twinstream.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What docs/cases.md says is played to readers, and by the self-test, is what is.
class CasesPageTest {
  private static final Path PAGE = Path.of("../docs/cases.md");

  @Test
  void countsEachCaseWhereItIsPlayed() throws IOException {
    long streams = Cases.of("sse-cases.json").count();
    long frames = Cases.of("ws-cases.json").count();
    List<String> rows = new ArrayList<>();
    rows.add(row("event streams", "our parser", PublicCases.ofEventStreams().size(), streams));
    rows.add(row("frames", "our parser", PublicCases.ofFrames().size(), frames));
    for (String transport : List.of("ws-h1", "ws-h2")) {
      rows.add(
          row("frames", "a running " + transport + " (S1)", LiveFrames.cases().count(), frames));
    }

    assertThat(Files.readAllLines(PAGE))
        .filteredOn(line -> line.startsWith("| load-scenarios |"))
        .containsExactlyElementsOf(rows);
  }

  private static String row(String cases, String host, long played, long all) {
    return "| load-scenarios | %s | %s | %d of %d | none |".formatted(cases, host, played, all);
  }
}
