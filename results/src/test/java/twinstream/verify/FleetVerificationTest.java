package twinstream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.report.Report;
import twinstream.result.Environment;
import twinstream.result.RunFiles;
import twinstream.result.RunManifest;

/// What is said of several nodes agrees with its raw files, and one figure that does not is found.
final class FleetVerificationTest {
  private static final String RAMP = "scale-b02-a1-beta@nodes=4";

  @TempDir static Path original;
  @TempDir Path folder;

  private Planted planted = new Planted(Path.of("."));

  @BeforeAll
  static void writeRun() {
    new FleetRun(3, 1, 4, 0.03, 0).write(original);
  }

  @BeforeEach
  void copyRun() {
    planted = Planted.copy(original, folder.resolve("run"));
  }

  private Stream<String> files() {
    return Verification.of(planted.run()).differences().stream().map(Difference::file).distinct();
  }

  @Test
  void agreesWithTheRunThatIsTamperedWith() {
    assertThat(Verification.of(original).differences()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 0.02, 0", "2, 3, 0.02, 1", "6, 4, 0, 2", "13, 2, 0.1, 0", "3, 9, 0.3, 1"})
  void agreesWithARunThatNobodyTouched(
      int blocks, int nodes, double noise, int endless, @TempDir Path run) {
    new FleetRun(blocks, 1, nodes, noise, endless).write(run);

    assertThat(Verification.of(run).differences()).isEmpty();
  }

  static Stream<String> figures() throws IOException {
    String report = Files.readString(original.resolve("REPORT.md"));
    return Stream.of(
            "\\| 4 \\| beta \\| 3 \\| [0-9]",
            "not decided in [0-9]",
            "quota of [0-9]",
            "join, imbalance of nodes: alpha@held=conversation 1.[0-9]",
            "\\| beta@held=turn \\| 3 \\| 1.[0-9]",
            "\\| beta \\| 3 \\| 3[0-9]",
            "\\| beta \\| 4 \\| 12 \\| [0-9]",
            "\n\\| 5 \\| 3.0 \\| [0-9]",
            "balanced within the window in [0-9]")
        .map(pattern -> found(report, pattern));
  }

  private static String found(String report, String pattern) {
    var matcher = java.util.regex.Pattern.compile(pattern).matcher(report);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group();
  }

  @ParameterizedTest
  @MethodSource("figures")
  void findsAFigureThatIsNotThatOfTheRawFiles(String figure) throws IOException {
    char digit = figure.charAt(figure.length() - 1);
    planted.replace(
        planted.run().resolve("REPORT.md"),
        figure,
        figure.substring(0, figure.length() - 1) + (digit == '9' ? '1' : (char) (digit + 1)));

    assertThat(files()).containsExactly("REPORT.md");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "\"throttledPeriods\" : 1001 > \"throttledPeriods\" : 900",
        "\"streams\" : 10, > \"streams\" : 40,",
        "\"latenessP99Nanos\" : 5000000 > \"latenessP99Nanos\" : 90000000",
      })
  void findsARawFigureThatWasChangedWithItsHashes(String what, String with) throws IOException {
    Path file = planted.trial(RAMP).resolve("measurement.json");
    String before = Planted.hash(file);
    planted.change(file, text -> text.replace(what, with));
    planted.hide(RAMP, "measurement.json", before);

    assertThat(files()).contains("trials/" + RAMP + "/result.json");
  }

  @Test
  void saysWhatTheMadeUpRunHides(@TempDir Path run) throws IOException {
    new FleetRun(6, 1, 4, 0.005, 0).write(run);

    assertThat(Files.readString(run.resolve("REPORT.md")))
        .contains(
            "The limit of each node: quota of 0.10 core each, period 10 ms.",
            "Which of alpha and beta scales out more easily? Of 3 comparisons: ",
            "it does in 2, no material difference in 0, not decided in 0. Of 2 comparisons of two transports at the same held: they differ in 0, no material difference in 2, not decided in 0.",
            "join, beta@held=conversation: balanced within the window in 0 of 6 trials in which a node joined\n",
            "Which of alpha and beta loses less when nodes go and come? Of 8 comparisons: no material difference in 5, alpha in 3, beta in 0, not decided in 0.");
    assertThat(Report.load(run).console(false).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void asksForNoEfficiencyWhereOneNodeWasNeverToBeTried(@TempDir Path run) throws IOException {
    new FleetRun(6, 2, 4, 0.005, 0).write(run);

    assertThat(Files.readString(run.resolve("REPORT.md")))
        .contains("*scale: beta@nodes=2 against alpha@nodes=2*", "| streams at SLO |")
        .doesNotContain("| scaling efficiency |", "scales out more easily");
    assertThat(Verification.of(run).differences()).isEmpty();
  }

  @Test
  void findsDigitsOfEachPart() throws IOException {
    var manifest = RunManifest.load(original);
    var environment = Environment.load(original);
    var trials = new RunFolder(original, manifest, new Findings()).trials(environment.id());
    var judgements = Judgements.of(manifest, trials);
    var tables = new WantedTables(judgements).all(environment);
    var sentences = new WantedSentences(judgements).markdown();
    String text = Files.readString(original.resolve("REPORT.md"));
    // The wait for all of them would be long; those of a section are of the same makes.
    var digits =
        IntStream.range(text.indexOf("### Scaling"), text.indexOf("## Void trials"))
            .filter(i -> Character.isDigit(text.charAt(i)))
            .filter(i -> i % 11 == 0);

    assertThat(digits.filter(i -> !found(text, i, tables, sentences)))
        .extracting(i -> text.substring(Math.max(0, i - 40), i + 10))
        .isEmpty();
  }

  private static boolean found(
      String text, int at, List<WantedTable> tables, List<Text> sentences) {
    char other = text.charAt(at) == '9' ? '0' : (char) (text.charAt(at) + 1);
    var findings = new Findings();
    var page = MarkdownPage.of(text.substring(0, at) + other + text.substring(at + 1));
    var checks = new ReportChecks(Kind.MARKDOWN, "a report", page, findings);
    checks.tables(tables);
    checks.sentences(sentences);
    return !findings.differences().isEmpty();
  }

  @Test
  void findsAnEfficiencyThatIsStatedOtherwise() throws IOException {
    Path file = planted.trial(RAMP).resolve("result.json");
    planted.change(file, text -> text.replaceFirst("(\"TOKENS_AT_SLO\" : )([0-9])", "$1 1$2"));
    var _ = RunFiles.seal(planted.run());

    assertThat(Verification.of(planted.run()).differences())
        .extracting(Difference::place)
        .contains("metrics, TOKENS_AT_SLO");
  }
}
