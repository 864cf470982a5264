package twinstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twinstream.result.Metric;
import twinstream.result.Result;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.verdict.Regressions;
import twinstream.verdict.Reproduction;
import twinstream.verdict.Side;
import twinstream.verdict.Verdicts;

/// Holds what is said of two runs against files in the test resources, as [ReportTest] does.
final class TwoRunsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/twinstream/report");

  @TempDir static Path run;

  private static RunManifest manifest;
  private static List<Result> results;

  @BeforeAll
  static void loadARun() {
    SyntheticRun.write(run);
    manifest = RunManifest.load(run);
    results = ResultFiles.loadResults(run);
  }

  @Test
  void isTheComparisonThatWasReadAndFoundGood() throws Exception {
    isAsFoundGood("compare.txt", RegressionsReport.console(regressions()));
  }

  @Test
  void isTheReproductionThatWasReadAndFoundGood() throws Exception {
    isAsFoundGood("reproduce.txt", ReproductionReport.console(reproduction()));
  }

  @Test
  void fitATerminalOfAHundredColumns() {
    assertThat(
            Stream.concat(
                RegressionsReport.console(regressions()).lines(),
                ReproductionReport.console(reproduction()).lines()))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  private static void isAsFoundGood(String name, String text) throws Exception {
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(GOLDEN.resolve(name), text);
    }
    assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(name)));
  }

  private static Regressions regressions() {
    return Regressions.of(
        new Side("BASE", manifest, results), new Side("NEW", manifest, dearer()), 0.05);
  }

  private static Reproduction reproduction() {
    return Reproduction.of(Verdicts.of(manifest, results), Verdicts.of(manifest, dearer()));
  }

  /// The same run with a `beta` that costs more, on another machine.
  private static List<Result> dearer() {
    return results.stream().map(TwoRunsTest::dearer).toList();
  }

  private static Result dearer(Result one) {
    boolean beta = one.key().transport().equals("beta");
    double noise = one.key().block() % 2 == 0 ? 1.01 : 0.99;
    Map<String, Double> metrics = new java.util.LinkedHashMap<>(one.metrics());
    metrics.computeIfPresent(
        Metric.SERVER_CPU_PER_TOKEN.name(), (_, cpu) -> cpu * noise * (beta ? 1.4 : 1.0));
    metrics.computeIfPresent(
        Metric.HEAP_PER_STREAM.name(), (_, heap) -> heap * (beta ? noise + 0.03 : 0.7 * noise));
    return new Result(
        one.schema(),
        one.key(),
        one.started(),
        one.parameters(),
        metrics,
        one.samples(),
        one.fits(),
        one.humps(),
        one.caveats(),
        one.voidReasons(),
        "ba9876543210",
        one.files());
  }
}
