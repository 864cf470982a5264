package twinstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import twinstream.verdict.MetricVerdict;
import twinstream.verdict.Verdicts;

/// Holds the reports of a made-up run against the files in the test resources. After a wanted
/// change: `mvn -pl results test -Dgolden=write`, and read the diff.
final class ReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/twinstream/report");

  @TempDir static Path run;

  private static Verdicts verdicts;

  @BeforeAll
  static void writeReports() throws IOException {
    SyntheticRun.write(run);
    verdicts = Report.write(run);
    Files.writeString(run.resolve("console.txt"), Report.load(run).console(false));
    if ("write".equals(System.getProperty("golden"))) {
      for (String name : List.of("report.html", "REPORT.md", "console.txt")) {
        Files.createDirectories(GOLDEN);
        Files.writeString(GOLDEN.resolve(name), Files.readString(run.resolve(name)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.html", "REPORT.md", "console.txt"})
  void isTheReportThatWasReadAndFoundGood(String name) {
    assertThat(run.resolve(name)).hasSameTextualContentAs(GOLDEN.resolve(name));
  }

  @Test
  void findsWhatTheMadeUpRunHides() {
    assertThat(verdicts.deciding().stream().map(MetricVerdict::word))
        .containsExactly("equivalent", "beta better", "alpha better");
    assertThat(verdicts.invalidBecause()).isEmpty();
  }

  @Test
  void writesTheSameBytesAgain() throws IOException {
    byte[] html = Files.readAllBytes(run.resolve("report.html"));
    byte[] markdown = Files.readAllBytes(run.resolve("REPORT.md"));
    Report.write(run);

    assertThat(run.resolve("report.html")).hasBinaryContent(html);
    assertThat(run.resolve("REPORT.md")).hasBinaryContent(markdown);
  }

  @Test
  void asksForNothingFromTheNetwork() throws IOException {
    assertThat(Files.readString(run.resolve("report.html")))
        .doesNotContain("http://", "https://", "src=", "url(", "@import", "<script", "<link");
  }

  @Test
  void escapesWhatNamesContain() throws IOException {
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(
            "Which one delivers &lt;steady&gt; tokens", "Fast &lt;9000&gt; &amp; &quot;more&quot;");
    assertThat(Files.readString(run.resolve("REPORT.md"))).contains("25 \\| steady");
  }

  @Test
  void showsWhatTheServersWereSetToAndWhyItDiffers() throws IOException {
    assertThat(Files.readString(run.resolve("REPORT.md")))
        .contains(
            "| setting | alpha | beta | why it differs |",
            "| protocols | one \\| 1 | two &lt;2> | beta speaks \\*another\\* protocol |",
            "| tcp.nodelay | true | true |  |");
  }

  @Test
  void drawsWellFormedPictures() throws Exception {
    String html = Files.readString(run.resolve("report.html"));
    String pictures = html.replaceAll("(?s).*?(<svg.*?</svg>)", "$1");
    pictures = pictures.substring(0, pictures.lastIndexOf("</svg>") + "</svg>".length());
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader("<all>" + pictures + "</all>")));

    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(6);
    assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(6);
  }

  @Test
  void fitsATerminalOfAHundredColumns() {
    assertThat(Report.load(run).console(false).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void showsEstimatesWithoutAVerdictWhenTheRunWasGivenUp(int blocks, @TempDir Path early) {
    SyntheticRun.writeInterrupted(early, blocks);

    assertThat(Report.write(early).deciding().stream().map(MetricVerdict::word))
        .hasSize(3)
        .containsOnly("inconclusive");
    assertThat(Report.load(early).console(false)).contains("ratio 0.83").contains("valid blocks");
  }

  @Test
  void callsARunWithoutATrialInvalid(@TempDir Path empty) {
    SyntheticRun.writeInterrupted(empty, 0);

    assertThat(Report.write(empty).invalidBecause()).containsExactly("no trial has finished");
  }

  @Test
  void saysThatTheEndOfAGivenUpRunWasNotRead(@TempDir Path early) throws IOException {
    SyntheticRun.writeInterrupted(early, 1);
    Report.write(early);

    assertThat(Files.readString(early.resolve("REPORT.md")))
        .contains("| load averages | 0.25 0.50 1.00 | not read |");
  }

  @Test
  void coloursTheConsoleOnlyWhenAsked() {
    assertThat(Report.load(run).console(false)).doesNotContain("\u001b");
    assertThat(Report.load(run).console(true)).contains("\u001b[");
  }
}
