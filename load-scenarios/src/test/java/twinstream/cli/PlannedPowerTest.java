package twinstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twinstream.result.Metric;
import twinstream.result.ResultFiles;
import twinstream.result.RunManifest;
import twinstream.scenario.Scenarios;
import twinstream.transport.Transports;
import twinstream.trial.Plan;
import twinstream.verdict.Amount;
import twinstream.verdict.Verdicts;

@Timeout(60)
class PlannedPowerTest {
  private static final Path REFERENCE =
      Path.of("../results/runs/2026-11-26-four-transports-two-cores");

  @TempDir Path folder;

  @Test
  void tellsForEachMetricThatDecidesWhatTheBlocksWouldFind() {
    Said said =
        Said.by(
            "plan",
            "steady",
            "chat",
            "--transports",
            "sse-h1,ws-h1",
            "--spread-of",
            REFERENCE.toString());

    assertThat(said.exit()).isZero();
    assertThat(said.out())
        .contains("steady, ws-h1 against sse-h1: what 6 blocks find in a run of 8 questions")
        .contains("with the spread of " + REFERENCE + ", which had streams=1000 warm=15 window=10")
        .containsPattern(
            "token lateness, p50 +" + spread() + " +\\d[\\d.]+ [µm]s +\\d+ % +\\d+ \\(100 µs\\)")
        .containsPattern("server CPU per token +\\d")
        .contains("found in 4 of 5 runs");
  }

  // As the verdicts of the run have it.
  private static String spread() {
    return Verdicts.of(RunManifest.load(REFERENCE), ResultFiles.loadResults(REFERENCE))
        .deciding()
        .stream()
        .filter(line -> line.metric() == Metric.LATENESS_P50 && line.scenario().equals("steady"))
        .map(line -> Amount.of(line.estimate().spread(), line.metric().unit()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysHowToGetASpreadWhereNoRunTellsIt() {
    assertThat(power(List.of(), "code", 6))
        .contains("code, ws-h1 against sse-h1: what 6 blocks would find is not known")
        .contains("./bench run code --blocks 6", "--spread-of")
        .doesNotContain("Smallest found");
  }

  @Test
  void takesNoSpreadFromARunOfOtherScenarios() {
    assertThat(power(List.of(EarlierRun.of(REFERENCE)), "flood", 6)).contains("is not known");
  }

  @Test
  void promisesNoVerdictFromFewerThanSixBlocks() {
    assertThat(power(List.of(EarlierRun.of(REFERENCE)), "steady", 5))
        .contains("steady, ws-h1 against sse-h1: no verdict from fewer than 6 blocks.");
  }

  @Test
  void saysThatThereIsNoVerdictWhereOneTransportRuns() {
    assertThat(Said.by("plan", "steady", "--transports", "ws-h1").out())
        .contains("No two of these transports are compared")
        .doesNotContain("what 6 blocks");
  }

  @Test
  void wantsTheFolderOfARun() {
    Said said = Said.by("plan", "steady", "--spread-of", folder.toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("holds no run");
  }

  private static String power(List<EarlierRun> runs, String scenario, int blocks) {
    var part = new Plan.Part(Scenarios.named(scenario), blocks, Transports.FOUNDERS.names());
    var text = new StringWriter();
    var out = new PrintWriter(text);
    var power = new PlannedPower(Plan.of(1, List.of(part)), runs, out);
    power.print();
    power.explain();
    out.flush();
    return text.toString();
  }
}
