package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `compare` and `report --jmh`, with made-up files of microbenchmarks.
class MicroFilesTest {
  private static final double UNIT = 2;

  @TempDir Path folder;
  private Path base;
  private Path fresh;

  @BeforeEach
  void name() {
    base = folder.resolve("base.json");
    fresh = folder.resolve("fresh.json");
  }

  private static String result(String name, String params, double allocated, double nanos) {
    return String.format(
        Locale.ROOT,
        """
        {"benchmark": "twinstream.jmh.%s", "mode": "avgt", "params": {%s},
         "primaryMetric": {"score": %s, "scoreError": "NaN", "scoreUnit": "ns/op",
          "rawData": [[%s, %s], [%s, %s], [%s, %s]]},
         "secondaryMetrics": {"gc.alloc.rate.norm": {"score": %s}}}
        """,
        name,
        params,
        nanos,
        nanos * 0.99,
        nanos,
        nanos,
        nanos * 1.01,
        nanos * 0.98,
        nanos * 1.01,
        allocated);
  }

  /// @param unit nanoseconds of a unit of known work
  private static void write(Path file, double unit, String... results) throws IOException {
    List<String> all = new ArrayList<>(List.of(results));
    all.add(result("CanaryBenchmark.empty", "", 0, 0.4));
    for (int units : new int[] {100, 200, 400}) {
      all.add(result("CanaryBenchmark.consume", "\"tokens\": \"" + units + "\"", 0, units * unit));
    }
    Files.writeString(file, "[" + String.join(",", all) + "]");
  }

  private static String step(double nanos) {
    return result("One.step", "", 24, nanos);
  }

  private Said compare(String... more) {
    List<String> arguments = new ArrayList<>(List.of("compare", base.toString(), fresh.toString()));
    arguments.addAll(List.of(more));
    return Said.by(arguments.toArray(String[]::new));
  }

  @Test
  void areFineWhenNothingChanged() throws IOException {
    write(base, UNIT, step(100));
    write(fresh, UNIT, step(101));

    Said said = compare();

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("One.step", "equivalent").doesNotContain("Canary");
  }

  @Test
  void endWith99WhenAStepGotSlowerOrAllocatesMore() throws IOException {
    write(base, UNIT, step(100));
    write(fresh, UNIT, step(150));
    assertThat(compare().exit()).isEqualTo(99);

    write(fresh, 2 * UNIT, result("One.step", "", 48, 100));
    assertThat(compare().exit()).isEqualTo(99);
  }

  @Test
  void compareNoTimesOfAMachineThatWasNotEquallyFast() throws IOException {
    write(base, UNIT, step(100));
    write(fresh, 1.5 * UNIT, step(150));

    Said said = compare();

    assertThat(said.exit()).isEqualTo(4);
    assertThat(said.err()).contains("known work took 1.50 times as long in NEW");
  }

  @Test
  void endWith3WhereSomethingIsMissing() throws IOException {
    write(base, UNIT, step(100), result("Old.step", "", 0, 1));
    write(fresh, UNIT, step(100));

    Said said = compare();

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.out()).contains("Old.step is in BASE alone");
  }

  @Test
  void takeNoOptionsOfRuns() throws IOException {
    write(base, UNIT, step(100));
    write(fresh, UNIT, step(100));

    Said said = compare("--json", folder.resolve("out.json").toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("--json and --across-environments are for two runs");
  }

  @Test
  void areNotPutBesideARunWhenTheyAreVoid() throws IOException {
    Path run = folder.resolve("run");
    MadeUpRun.of(1).into(run);
    Files.writeString(base, "[" + step(100) + "]");

    Said said = Said.by("report", run.toString(), "--jmh", base.toString());

    assertThat(said.exit()).isEqualTo(4);
    assertThat(said.err()).contains("is void: the canaries were not measured");
    assertThat(run.resolve("jmh.json")).doesNotExist();
  }
}
