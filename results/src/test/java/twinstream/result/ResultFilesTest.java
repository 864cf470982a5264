package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultFilesTest {
  private static final TrialKey KEY = new TrialKey("steady", "left", 3, 1, 1, 9);

  @TempDir Path folder;

  @Test
  void bringsBackAMeasurementWithoutLoss() {
    var measurement = Measurements.healthy();
    MeasurementFiles.save(folder, measurement);

    assertThat(MeasurementFiles.load(folder)).isEqualTo(measurement);
  }

  @Test
  void bringsBackWhatTheServerWasSetTo() {
    var live = new LiveSettings(Map.of("tcp.nodelay", "true"), Map.of("protocols", "why"));
    var measurement = Measurements.healthy().withLive(live);
    MeasurementFiles.save(folder, measurement);

    assertThat(MeasurementFiles.load(folder)).isEqualTo(measurement);
  }

  @Test
  void readsAMeasurementOfABuildThatDidNotAskTheServer() throws IOException {
    MeasurementFiles.save(folder, Measurements.healthy());
    Path file = folder.resolve("measurement.json");
    String text = Files.readString(file);
    String without = text.substring(0, text.indexOf(",\n  \"live\"")) + "\n}\n";
    Files.writeString(file, without);

    assertThat(MeasurementFiles.load(folder).live()).isEqualTo(LiveSettings.NONE);
  }

  @Test
  void bringsBackAMemoryLadderWithoutLoss() {
    var measurement = Measurements.ladder(6_000);
    MeasurementFiles.save(folder, measurement);

    assertThat(MeasurementFiles.load(folder)).isEqualTo(measurement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"measurement.json", "distributions.hlog", "replies.csv.gz"})
  void writesTheSameBytesForTheSameMeasurement(String name) {
    MeasurementFiles.save(folder.resolve("one"), Measurements.healthy());
    MeasurementFiles.save(folder.resolve("two"), Measurements.healthy());

    assertThat(folder.resolve("one").resolve(name))
        .hasSameBinaryContentAs(folder.resolve("two").resolve(name));
  }

  @Test
  void bringsBackAResultWithTheHashesOfItsFiles() {
    var saved = save(KEY);

    assertThat(ResultFiles.loadResults(folder)).containsExactly(saved);
    assertThat(saved.files())
        .containsOnlyKeys("measurement.json", "distributions.hlog", "replies.csv.gz");
  }

  @Test
  void ignoresATrialThatIsUnderWay() {
    MeasurementFiles.save(ResultFiles.temporary(folder, KEY), Measurements.healthy());

    assertThat(ResultFiles.loadResults(folder)).isEmpty();
  }

  @Test
  void namesTheFileThatWasCutShort() throws IOException {
    save(KEY);
    Path result = folder.resolve("trials/steady-b03-a1-left/result.json");
    Files.writeString(result, Files.readString(result).substring(0, 100));

    assertThatThrownBy(() -> ResultFiles.loadResults(folder))
        .isInstanceOf(DamagedRunException.class)
        .hasMessageContaining("steady-b03-a1-left")
        .hasMessageContaining("result.json is no complete Result file. Restore it");
  }

  @Test
  void noticesThatAFileWasChangedAfterTheTrial() throws IOException {
    var saved = save(KEY);
    Path counters = folder.resolve("trials/steady-b03-a1-left/measurement.json");
    Files.writeString(counters, Files.readString(counters).replace("36000", "36001"));

    assertThatThrownBy(() -> ResultFiles.loadMeasurement(folder, saved))
        .isInstanceOf(DamagedRunException.class)
        .hasMessageContaining("measurement.json has changed since the trial was saved");
  }

  @Test
  void readsARunFromBeforeHumpsWereLookedFor() throws IOException {
    var saved = save(KEY);
    Path result = folder.resolve("trials/steady-b03-a1-left/result.json");
    Files.writeString(result, Files.readString(result).replaceFirst("\\s*\"humps\" : \\{ *},", ""));

    assertThat(result).content().doesNotContain("humps");
    assertThat(ResultFiles.loadResults(folder)).containsExactly(saved);
  }

  @Test
  void bringsBackTheHumpsOfADistribution() {
    var merged = Measurements.withMergedTokens(Measurements.healthy());
    Path temporary = ResultFiles.temporary(folder, KEY);
    MeasurementFiles.save(temporary, merged);
    var result = Result.of(KEY, Instant.EPOCH, Map.of(), merged, List.of(), "0123456789ab");
    ResultFiles.save(folder, temporary, result);

    assertThat(ResultFiles.loadResults(folder).getFirst().humps()).isEqualTo(result.humps());
    assertThat(result.humps()).isNotEmpty();
  }

  @Test
  void bringsBackAManifest() {
    var summary =
        new ScenarioSummary(
            "steady",
            "Which is sooner?",
            Map.of("streams", "100"),
            List.of(Metric.LATENESS_P99),
            List.of(new Pair("left", "right"), Pair.selfCheck("left")),
            6);
    var manifest =
        new RunManifest(
            Result.SCHEMA,
            "0.1.0",
            "abc",
            Instant.EPOCH,
            "quick",
            "./bench quick",
            5,
            List.of(KEY),
            List.of(summary),
            false,
            "too short");
    manifest.save(folder);

    assertThat(RunManifest.load(folder)).isEqualTo(manifest);
  }

  private Result save(TrialKey key) {
    var measurement = Measurements.healthy();
    Path temporary = ResultFiles.temporary(folder, key);
    MeasurementFiles.save(temporary, measurement);
    var result =
        Result.of(
            key, Instant.EPOCH, Map.of("streams", "120"), measurement, List.of(), "0123456789ab");
    return ResultFiles.save(folder, temporary, result);
  }
}
