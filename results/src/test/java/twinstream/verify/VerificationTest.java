package twinstream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.report.Report;
import twinstream.result.RunFiles;

/// What nobody touched agrees, and each thing that somebody did is found and named.
final class VerificationTest {
  private static final String TRIAL = "steady-b02-a1-beta";

  @TempDir static Path original;
  @TempDir Path folder;

  private Planted planted = new Planted(Path.of("."));

  @BeforeAll
  static void writeRun() {
    new WholeRun(6, 0.002, 1, 0).write(original);
  }

  @BeforeEach
  void copyRun() {
    planted = Planted.copy(original, folder.resolve("run"));
  }

  private Verification verified() {
    return Verification.of(planted.run());
  }

  @Test
  void agreesWithARunWhoseTwinsWereSetDifferentlyAndSoHasNoVerdict(@TempDir Path run)
      throws IOException {
    new WholeRun(6, 0.002, 0, 0, "false").write(run);

    assertThat(Verification.of(run).differences()).isEmpty();
    assertThat(Files.readString(run.resolve("REPORT.md")))
        .contains(
            "invalid: broken parity: tcp.nodelay is true on alpha and false on beta",
            "This run is invalid: steady, alpha and beta: broken parity: tcp.nodelay is true on alpha");
  }

  @Test
  void findsASettingThatIsNotTheOneThatWasRead() throws IOException {
    Path result = planted.trial(TRIAL).resolve("result.json");
    planted.replace(result, "\"tcp.nodelay\" : \"true\"", "\"tcp.nodelay\" : \"false\"");

    assertThat(verified().differences().stream().map(Difference::toString))
        .anyMatch(line -> line.contains(TRIAL + "/result.json, live"));
  }

  private List<String> files() {
    return verified().differences().stream().map(Difference::file).distinct().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "14, 0.01, 2, 0", "14, 0.30, 0, 0", "6, 0.002, 1, 0", "6, 0.20, 0, 0", "7, 0.10, 1, 0",
    "3, 0.01, 0, 0", "1, 0.01, 0, 0", "6, 0.01, 3, 2", "12, 0, 0, 0", "24, 0.05, 5, 1",
  })
  void agreesWithARunThatNobodyTouched(
      int blocks, double noise, int voids, int lost, @TempDir Path run) {
    new WholeRun(blocks, noise, voids, lost).write(run);

    var verification = Verification.of(run);

    assertThat(verification.differences()).isEmpty();
    assertThat(verification.agrees()).isTrue();
    assertThat(verification.numbers().keySet()).containsExactlyInAnyOrder(Kind.values());
    assertThat(verification.lines().getLast())
        .isEqualTo("all %,d numbers agree".formatted(verification.total()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"REPORT.md", "report.html"})
  void findsAnotherValueInAReport(String report) throws IOException {
    Path file = planted.run().resolve(report);
    String value = firstValue(Files.readString(file));
    char digit = value.charAt("alpha ".length());
    planted.replace(file, value, value.replaceFirst("[0-9]", digit == '9' ? "8" : "9"));

    assertThat(files()).containsExactly(report);
  }

  private static String firstValue(String report) {
    return Stream.of(report.split("(?=alpha [0-9])"))
        .skip(1)
        .map(text -> text.substring(0, text.indexOf('µ') + 2))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "equivalent within ±1.00 ms > equivalent within ±2.00 ms",
        "beta is better > alpha is better",
        "beta is better > inconclusive: the spread hides which it is",
        "| confirmatory | > | exploratory |",
        "| no, its block is void | > | yes |",
        "Not publishable > This run is publishable",
        "2 of 44 trials are void > 0 of 44 trials are void",
        "tokens lost: 3 > tokens lost: 2",
        "33.0 ms (83 %) > 33.0 ms (73 %)",
        "12 of 44 > 11 of 44",
        "at 25 | 30 a second > at 25 | 31 a second",
        "about 4 more blocks > about 5 more blocks",
        "seed 7. > seed 8.",
      })
  void findsAnotherWordInAReport(String what, String with) throws IOException {
    planted.replace(planted.run().resolve("REPORT.md"), what, with);

    assertThat(files()).containsExactly("REPORT.md");
  }

  @Test
  void findsATableThatNothingAccountsFor() throws IOException {
    Files.writeString(
        planted.run().resolve("REPORT.md"),
        Files.readString(planted.run().resolve("REPORT.md"))
            + "\n*More*\n\n| a | b |\n| --- | --- |\n| x | 3 |\n\nAnd 17 more.\n");

    assertThat(verified().differences())
        .extracting(Difference::recomputed)
        .containsExactly("not recomputed", "not recomputed");
  }

  @Test
  void findsAMetricThatWasChangedInAResult() throws IOException {
    Path file = planted.trial(TRIAL).resolve("result.json");
    planted.change(file, text -> text.replaceFirst("(\"LATENESS_P99\" : )([0-9.]+)", "$1 1$2"));
    var _ = RunFiles.seal(planted.run());

    assertThat(verified().differences())
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.file()).isEqualTo("trials/" + TRIAL + "/result.json");
          assertThat(difference.place()).isEqualTo("metrics, LATENESS_P99");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "\"received\" : 36000, \"received\" : 36001, tokens.received",
    "\"receivedInWindow\" : 36000, \"receivedInWindow\" : 35900, tokens.receivedInWindow",
    "\"produced\" : 36300, \"produced\" : 36200, 'voidReasons, number of them'",
    "\"opened\" : 120, \"opened\" : 119, connections.opened",
  })
  void findsACountThatWasChangedWithItsHashes(String what, String with, String place)
      throws IOException {
    changed(
        "measurement.json",
        () -> planted.replace(planted.trial(TRIAL).resolve("measurement.json"), what, with));

    assertThat(verified().differences()).extracting(Difference::place).contains(place);
  }

  @Test
  void findsARowThatWasChangedWithItsHashes() throws IOException {
    changed(
        "replies.csv.gz",
        () ->
            planted.changeRows(
                planted.trial(TRIAL).resolve("replies.csv.gz"),
                rows -> rows.replaceFirst("(\n1007,[0-9]+,)[0-9]+", "$1" + 631_000_000)));

    assertThat(verified().differences())
        .extracting(Difference::place)
        .anySatisfy(place -> assertThat(place).startsWith("send-lag, values about"));
  }

  @Test
  void findsADistributionThatWasChangedWithItsHashes() throws IOException {
    changed(
        "distributions.hlog",
        () ->
            planted.change(
                planted.trial(TRIAL).resolve("distributions.hlog"),
                text ->
                    text.replace("Tag=open,", "Tag=aside,")
                        .replace("Tag=headers,", "Tag=open,")
                        .replace("Tag=aside,", "Tag=headers,")));

    assertThat(verified().differences())
        .extracting(Difference::place)
        .contains("metrics, OPEN_P50")
        .anySatisfy(place -> assertThat(place).startsWith("open, values about"));
  }

  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  private void changed(String file, Change change) throws IOException {
    String before = Planted.hash(planted.trial(TRIAL).resolve(file));
    change.run();
    planted.hide(TRIAL, file, before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"result.json", "measurement.json", "distributions.hlog", "replies.csv.gz"})
  void namesAFileOfATrialThatIsMissing(String name) throws IOException {
    Files.delete(planted.trial(TRIAL).resolve(name));

    assertThat(verified().differences())
        .filteredOn(difference -> difference.printed().equals("missing"))
        .extracting(Difference::file)
        .contains("trials/" + TRIAL + "/" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"result.json", "measurement.json", "distributions.hlog", "replies.csv.gz"})
  void saysThatAFileIsDamagedAndGoesOn(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(planted.trial(TRIAL).resolve(name));
    Files.write(
        planted.trial(TRIAL).resolve(name), java.util.Arrays.copyOf(bytes, bytes.length / 2));

    var verification = verified();

    assertThat(verification.differences())
        .filteredOn(difference -> difference.file().endsWith("/" + name))
        .extracting(Difference::printed)
        .anySatisfy(printed -> assertThat(printed).startsWith("damaged: "));
    assertThat(verification.numbers().get(Kind.MARKDOWN)).isGreaterThan(100);
  }

  @Test
  void findsTrialsThatChangedPlaces() throws IOException {
    planted.swap(TRIAL, "steady-b03-a1-beta");

    assertThat(verified().differences())
        .filteredOn(difference -> difference.place().equals("key"))
        .extracting(Difference::printed)
        .containsExactlyInAnyOrder(TRIAL, "steady-b03-a1-beta");
  }

  @Test
  void callsARunUnfinishedThatLacksAPlannedTrial() throws IOException {
    planted.remove(TRIAL);

    assertThat(verified().unfinished())
        .containsExactly("unfinished: 1 of 40 planned trials are not there");
    assertThat(files()).contains("trials/" + TRIAL + "/result.json");
  }

  @Test
  void findsAFileThatNobodyKnows() throws IOException {
    Files.writeString(planted.run().resolve("notes.txt"), "mine");

    assertThat(files()).containsExactly("notes.txt");
  }

  @Test
  void changesNothingInTheManifestWhenAReportIsMadeAgain() throws IOException {
    byte[] before = Files.readAllBytes(planted.run().resolve("manifest.json"));
    var _ = Report.write(planted.run());

    assertThat(planted.run().resolve("manifest.json")).hasBinaryContent(before);
  }

  @Test
  void verifiesARunOfThirtyTrialsInFiveSeconds() {
    long startNanos = System.nanoTime();
    assertThat(verified().agrees()).isTrue();

    assertThat(System.nanoTime() - startNanos).isLessThan(5_000_000_000L);
  }
}
