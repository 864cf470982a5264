package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of builds that measured less are read, and say nothing of what was not measured.
final class OlderFilesTest {
  private static final Path RUN =
      Path.of("../results/runs/2026-11-26-four-transports-two-cores/trials");

  @Test
  void readsTheTrialsOfARecordedRun() throws IOException {
    try (Stream<Path> trials = Files.list(RUN)) {
      var seen = MeasurementFiles.load(trials.sorted().findFirst().orElseThrow());

      assertThat(seen.fleet()).isEqualTo(Fleet.NONE);
      assertThat(seen.interruptions().lostReplies()).isZero();
      assertThat(seen.slices()).isNotEmpty();
      assertThat(seen.slices()).extracting(Slice::latenessP99Nanos).containsOnly(0L);
    }
  }

  @Test
  void readsOneWithoutWhatSeveralServersSaid(@TempDir Path folder) throws IOException {
    MeasurementFiles.save(folder, Measurements.healthy());
    Path counters = folder.resolve(MeasurementFiles.COUNTERS);
    String text = Files.readString(counters);
    String older =
        text.replaceAll(",\\s*\"(latenessP99Nanos|lostReplies|lostTokens)\" : 0", "")
            .replaceAll("(?s),\\s*\"fleet\" : \\{.*?\\}", "");
    assertThat(older).doesNotContain("fleet", "latenessP99Nanos", "lostReplies", "comebackNanos");
    Files.writeString(counters, older);

    var seen = MeasurementFiles.load(folder);

    assertThat(seen.fleet()).isEqualTo(Fleet.NONE);
    assertThat(seen.interruptions()).isEqualTo(Interruptions.NONE);
    assertThat(seen.slices()).isEqualTo(Measurements.healthy().slices());
  }
}
