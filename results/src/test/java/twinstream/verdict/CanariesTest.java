package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.result.Micro;
import twinstream.result.Microbenchmarks;

class CanariesTest {
  @TempDir Path folder;

  private List<String> faults(Micro micro) {
    return Canaries.faults(
        Microbenchmarks.load(micro.write(folder.resolve("jmh.json"))), Canaries.FULL);
  }

  private static Micro ladder(double nothing, double some, double twice, double four) {
    return new Micro()
        .with("CanaryBenchmark.empty", "", 0, nothing)
        .with("CanaryBenchmark.consume", "\"tokens\": \"100\"", 0, some)
        .with("CanaryBenchmark.consume", "\"tokens\": \"200\"", 0, twice)
        .with("CanaryBenchmark.consume", "\"tokens\": \"400\"", 0, four);
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 210, 411, 812", // as it should be
    "0.4, 260, 461, 862", // 50 ns in each of them
    "0.4, 200, 400, 819", // 4.75 % off
    "19, 200, 400, 800"
  })
  void singWhereKnownWorkComesOutAsKnown(double nothing, double some, double twice, double four) {
    assertThat(faults(ladder(nothing, some, twice, four))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 200, 400, 822, not in proportion",
    "0.4, 200, 400, 778, not in proportion",
    "0.4, 200, 200, 200, not in proportion",
    "0.4, 200, 150, 100, not in proportion",
    "21, 200, 400, 800, nothing at all took 21.00 ns"
  })
  void fallSilentWhereItDoesNot(
      double nothing, double some, double twice, double four, String why) {
    assertThat(faults(ladder(nothing, some, twice, four))).singleElement().asString().contains(why);
  }

  @Test
  void areAskedForLessWhereTheRunWasQuick() {
    var quick = Microbenchmarks.load(ladder(0.4, 200, 400, 860).write(folder.resolve("a.json")));
    var full =
        new Micro()
            .with("CanaryBenchmark.empty", "", 0, 0.4, 0.4, 0.4)
            .with("CanaryBenchmark.consume", "\"tokens\": \"100\"", 0, 200, 200, 200)
            .with("CanaryBenchmark.consume", "\"tokens\": \"200\"", 0, 400, 400, 400)
            .with("CanaryBenchmark.consume", "\"tokens\": \"400\"", 0, 860, 860, 860);

    assertThat(Canaries.faults(quick)).isEmpty();
    assertThat(Canaries.faults(Microbenchmarks.load(full.write(folder.resolve("b.json")))))
        .singleElement()
        .asString()
        .endsWith("(2 within 5 %)");
  }

  @Test
  void areMissedWhereTheyWereNotMeasured() {
    assertThat(faults(new Micro().steps()))
        .containsExactly("the canaries were not measured with the others");
  }
}
