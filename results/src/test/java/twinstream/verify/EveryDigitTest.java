package twinstream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twinstream.result.Environment;
import twinstream.result.Result;
import twinstream.result.RunManifest;

/// No digit of a report can be another one without being found: each in turn is made the next
/// higher.
final class EveryDigitTest {
  @TempDir static Path run;

  private static WantedTables tables = new WantedTables(none());
  private static WantedSentences sentences = new WantedSentences(none());
  private static List<WantedTable> wanted = List.of();
  private static WantedTable strip = new WantedTable("", List.of(), List.of());

  private static Judgements none() {
    return new Judgements(
        new RunManifest(
            Result.SCHEMA,
            "",
            "",
            java.time.Instant.EPOCH,
            "",
            "",
            0,
            List.of(),
            List.of(),
            false,
            ""),
        List.of(),
        java.util.Map.of(),
        List.of());
  }

  @BeforeAll
  static void recompute() {
    new WholeRun(3, 0.05, 1, 0).write(run);
    var manifest = RunManifest.load(run);
    var environment = Environment.load(run);
    var trials = new RunFolder(run, manifest, new Findings()).trials(environment.id());
    var judgements = Judgements.of(manifest, trials);
    tables = new WantedTables(judgements);
    sentences = new WantedSentences(judgements);
    wanted = new ArrayList<>(tables.all(environment));
    strip = new WantedStrip(judgements).table();
  }

  private static boolean found(Page page, List<Text> texts) {
    var findings = new Findings();
    var checks = new ReportChecks(Kind.MARKDOWN, "a report", page, findings);
    List<WantedTable> all = new ArrayList<>(wanted);
    if (page.tables().stream().anyMatch(table -> table.caption().equals(HtmlPage.STRIP))) {
      all.add(strip);
    }
    checks.tables(all);
    checks.sentences(texts);
    return !findings.differences().isEmpty();
  }

  private static IntStream digits(String text) {
    return IntStream.range(0, text.length()).filter(i -> Character.isDigit(text.charAt(i)));
  }

  private static String changed(String text, int at) {
    char other = text.charAt(at) == '9' ? '0' : (char) (text.charAt(at) + 1);
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  @Test
  void findsEachDigitOfTheMarkdown() throws IOException {
    String all = Files.readString(run.resolve("REPORT.md"));
    String text =
        all.substring(0, all.indexOf("## Method")) + all.substring(all.indexOf("*Metrics*"));
    var texts = sentences.markdown();
    assertThat(found(MarkdownPage.of(text), texts)).isFalse();

    assertThat(digits(text).filter(i -> !found(MarkdownPage.of(changed(text, i)), texts)))
        .extracting(i -> text.substring(Math.max(0, i - 40), i + 10))
        .isEmpty();
  }

  @Test
  void findsEachDigitOfThePage() throws IOException {
    String text =
        Files.readString(run.resolve("report.html"))
            .replaceAll("(?s)<svg.*?</svg>|<style>.*?</style>", "");
    var texts = sentences.html();
    assertThat(found(HtmlPage.of(text), texts)).isFalse();

    assertThat(
            digits(text)
                .filter(i -> isPrinted(line(text, i)))
                .filter(i -> !found(HtmlPage.of(changed(text, i)), texts)))
        .extracting(i -> text.substring(Math.max(0, i - 40), i + 10))
        .isEmpty();
  }

  private static String line(String text, int at) {
    return text.substring(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at));
  }

  /// Rows of tables, tiles, answers and sentences; the rest is prose, and names of anchors.
  private static boolean isPrinted(String line) {
    return line.matches(
        "<tr><td.*|<div class=.*<dd>.*|<li>.* \\(alpha .*|<p>(steady|memory|small),.*");
  }
}
