package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.result.TrialKey;

/// `compare` and `reproduce --again`, with made-up runs.
class TwoRunsCommandsTest {
  @TempDir Path folder;
  private Path base;
  private Path fresh;

  @BeforeEach
  void name() {
    base = folder.resolve("base");
    fresh = folder.resolve("fresh");
  }

  @Test
  void compareIsFineWhenNothingChanged() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).into(fresh);

    Said said = compare();

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("steady, sse-h1, block by block", "6 equivalent")
        .doesNotContain("ACROSS");
  }

  @Test
  void compareEndsWith99OnARegression() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).costing(1.3).into(fresh);

    Said said = compare();

    assertThat(said.exit()).as(said.err()).isEqualTo(99);
    assertThat(said.out()).contains("*server CPU per token", "regression", "2 regressed");
    assertThat(compare("--margin", "50%").exit()).isZero();
  }

  @Test
  void compareIsFineWithAnImprovement() {
    MadeUpRun.of(1).costing(1.3).into(base);
    MadeUpRun.of(1).into(fresh);

    Said said = compare("--margin", "5%");

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("2 improved", "5.0 %");
  }

  @Test
  void compareEndsWith4WhenARunIsInvalid() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).costing(1.3).losing(3).into(fresh);

    Said said = compare();

    assertThat(said.exit()).as(said.err()).isEqualTo(4);
    assertThat(said.out()).contains("invalid in NEW: 3 of 6 blocks had a void trial");
  }

  @Test
  void compareRefusesAnotherEnvironmentUnlessTold() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).in("another kernel").into(fresh);

    Said said = compare();

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err())
        .contains("environment is", "facts that differ: kernel", "--across-environments")
        .hasLineCount(1);
    Said told = compare("--across-environments");
    assertThat(told.exit()).as(told.err()).isZero();
    assertThat(told.out()).contains("ACROSS ENVIRONMENTS: environment is");
  }

  @Test
  void compareRefusesAScenarioOfOtherSettings() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).with(Map.of("rate", "60")).into(fresh);

    Said said = compare("--across-environments");

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err()).contains("rate is 30 in BASE and 60 in NEW", "--set").hasLineCount(1);
  }

  @Test
  void compareSaysWhatItCouldNotCompareAndIsNotFine() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).transports("sse-h1").into(fresh);

    Said said = compare();

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.out()).contains("steady, ws-h1 is not in NEW");
  }

  @Test
  void compareRefusesRunsWithNothingInCommon() {
    MadeUpRun.of(1).transports("sse-h1").into(base);
    MadeUpRun.of(1).transports("ws-h1").into(fresh);

    Said said = compare();

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err())
        .contains("nothing can be compared: steady, sse-h1 is not in NEW")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"5", "0%", "101%", "5.5.5%", "five%", "-5%"})
  void compareRefusesAWrongMargin(String margin) {
    Said said = compare("--margin=" + margin);

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("margin must be from 0.1% to 100%", margin).hasLineCount(1);
  }

  @Test
  void compareNamesAFolderWithoutARun() {
    Said said = compare();

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("base holds no run").hasLineCount(1);
  }

  @Test
  void bothRefuseARunThatIsNotFinished() throws IOException {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).into(fresh);
    Files.delete(fresh.resolve("trials/steady-b06-a1-ws-h1/result.json"));
    Files.delete(fresh.resolve("trials/steady-b06-a1-ws-h1"));

    for (Said said : new Said[] {compare(), reproduce()}) {
      assertThat(said.exit()).isEqualTo(2);
      assertThat(said.err())
          .contains("fresh is not finished: 1 trials are missing", "./bench resume")
          .hasLineCount(1);
    }
  }

  @Test
  void bothNameADamagedFile() throws IOException {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).into(fresh);
    Files.writeString(fresh.resolve("trials/steady-b06-a1-ws-h1/result.json"), "{\"schema\":1,");

    for (Said said : new Said[] {compare(), reproduce()}) {
      assertThat(said.exit()).isEqualTo(2);
      assertThat(said.err()).contains("steady-b06-a1-ws-h1").hasLineCount(1);
    }
  }

  @Test
  void compareWritesItsLinesAsJson() throws IOException {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).costing(1.3).into(fresh);
    Path json = folder.resolve("lines.json");

    compare("--json", json.toString());

    var lines =
        tools.jackson.databind.json.JsonMapper.shared().readTree(Files.readString(json)).values();
    assertThat(lines).hasSize(6);
    assertThat(lines)
        .anySatisfy(line -> {
          assertThat(line.get("name").asString()).isEqualTo("steady, ws-h1, server CPU per token");
          assertThat(line.get("unit").asString()).isEqualTo("µs");
          assertThat(line.get("value").asDouble()).isGreaterThan(26);
          assertThat(line.get("extra").asString())
              .isEqualTo("confirmatory; lower is better; regression within 10 %");
        });
  }

  @Test
  void reproduceFindsTheSameClaimsInTheSameRun() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).into(fresh);

    Said said = reproduce();

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("Of 3 claims: 3 reproduced, 0 compatible, 0 not reproduced, 0 not comparable.")
        .doesNotContain("ANOTHER");
  }

  @Test
  void reproduceEndsWith99WhenAClaimDoesNotStand() {
    MadeUpRun.of(1).factor(1.3).into(base);
    MadeUpRun.of(1).factor(0.7).in("another kernel").builtFrom("fff").into(fresh);

    Said said = reproduce();

    assertThat(said.exit()).as(said.err()).isEqualTo(99);
    assertThat(said.out())
        .contains("server CPU per token: not reproduced", "opposite sides", "1 not reproduced")
        .contains("ANOTHER BUILD: claimed by version 0 (c)", "ANOTHER ENVIRONMENT");
  }

  @Test
  void reproduceEndsWith4WhenTheNewRunIsInvalid() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(1).losing(3).into(fresh);

    Said said = reproduce();

    assertThat(said.exit()).as(said.err()).isEqualTo(4);
    assertThat(said.out()).contains("fresh is invalid: steady, sse-h1 and ws-h1: 3 of 6 blocks");
  }

  @Test
  void reproduceRefusesARunOfAnotherPlan() {
    MadeUpRun.of(1).into(base);
    MadeUpRun.of(2).into(fresh);

    Said said = reproduce();

    assertThat(said.exit()).isEqualTo(3);
    assertThat(said.err()).contains("is a run of another plan").hasLineCount(1);
  }

  @Test
  void reproduceTakesOneFolderOnly() {
    Said said = Said.by("reproduce", base.toString(), "--out", "x", "--again", fresh.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("give one of them").hasLineCount(1);
  }

  @Test
  void reproduceCarriesOutThePlanOfTheRun() {
    var run = MadeUpRun.of(1).into(base);

    assertThat(Runs.plan(run).trials()).isEqualTo(run.planned());
    assertThat(run.planned().stream().map(TrialKey::block).distinct()).hasSize(6);
  }

  private Said compare(String... options) {
    String[] all = new String[options.length + 3];
    System.arraycopy(options, 0, all, 3, options.length);
    all[0] = "compare";
    all[1] = base.toString();
    all[2] = fresh.toString();
    return Said.by(all);
  }

  private Said reproduce() {
    return Said.by("reproduce", base.toString(), "--again", fresh.toString());
  }
}
