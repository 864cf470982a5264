package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.report.MicroChangesReport;
import twinstream.result.Micro;
import twinstream.result.Microbenchmarks;

class MicroComparisonTest {
  @TempDir Path folder;

  private Microbenchmarks file(String name, Micro micro) {
    return Microbenchmarks.load(micro.write(folder.resolve(name)));
  }

  private MicroComparison compared(Micro base, Micro fresh) {
    return MicroComparison.of(file("base.json", base), file("new.json", fresh), 0.10);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 101, 99, EQUIVALENT, false",
    "150, 151, 149, SLOWER, true",
    "70, 71, 69, FASTER, false",
    "100, 160, 80, INCONCLUSIVE, false"
  })
  void judgesTheTimeOfForks(double a, double b, double c, MicroChange.Kind kind, boolean worse) {
    var base = new Micro().with("One.step", "", 0, 100, 101, 99);
    var comparison = compared(base, new Micro().with("One.step", "", 0, a, b, c));

    assertThat(comparison.lines().getFirst().change()).isEqualTo(kind);
    assertThat(comparison.regressed()).isEqualTo(worse);
  }

  @Test
  void takesABytePerOperationForWorseHoweverFastItIs() {
    var comparison =
        compared(
            new Micro().with("One.step", "", 24, 100, 101, 99),
            new Micro().with("One.step", "", 48, 70, 71, 69));

    assertThat(comparison.regressed()).isTrue();
    assertThat(MicroChangesReport.console(comparison))
        .contains("faster; allocates 48 B instead of 24 B");
  }

  @Test
  void findsNothingByChanceAmongAHundred() {
    var base = new Micro();
    var fresh = new Micro();
    for (int i = 0; i < 100; i++) {
      base.with("Many.step", "\"n\": \"" + i + "\"", 0, 100, 115, 96);
      // About a twentieth of them would be found by itself: p is 0.03 here.
      fresh.with("Many.step", "\"n\": \"" + i + "\"", 0, 131, 141, 124);
    }
    var comparison = compared(base, fresh);

    assertThat(comparison.lines())
        .hasSize(100)
        .allMatch(line -> line.estimate().pValue() < 0.05)
        .allMatch(line -> line.change() == MicroChange.Kind.INCONCLUSIVE);
  }

  @Test
  void takesNoBytesFromElsewhereForMore() {
    var comparison =
        compared(
            new Micro().with("Slow.step", "", 24_007, 250_000, 251_000, 249_000),
            new Micro().with("Slow.step", "", 24_021, 250_000, 251_000, 249_000));

    assertThat(comparison.allocatesMore()).isFalse();
  }

  @Test
  void leavesOutTheCanaries() {
    assertThat(compared(new Micro().canaries(), new Micro().canaries()).lines()).isEmpty();
  }

  @Test
  void comparesNoQuickFileWithAFullOne() {
    var comparison =
        compared(
            new Micro().with("One.step", "", 0, 100, 101, 99),
            new Micro().with("One.step", "", 0, 150));

    assertThat(comparison.lines()).isEmpty();
    assertThat(comparison.refused())
        .singleElement()
        .asString()
        .contains(
            "avgt (ns/op, 3 JVMs, 6 iterations) in BASE and as avgt (ns/op, 1 JVMs, 2 iterations) in NEW");
  }

  @Test
  void saysWhatItCantCompare() {
    var comparison =
        compared(
            new Micro().with("Old.step", "", 0, 1).with("Both.step", "", 0, 1, 1, 1),
            new Micro().with("Both.step", "", 0, 1, 1, 1).with("New.step", "", 0, 1));

    assertThat(comparison.lines()).hasSize(1);
    assertThat(comparison.refused())
        .containsExactly("Old.step is in BASE alone", "New.step is in NEW alone");
  }
}
