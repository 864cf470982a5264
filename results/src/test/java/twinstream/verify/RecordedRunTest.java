package twinstream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run of an earlier build, with its reports, agrees with what is recomputed today.
final class RecordedRunTest {
  private static final Path RUNS = Path.of("../results/runs");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-26-four-transports-two-cores",
        "2026-11-30-four-transports-two-cores",
        "2026-11-30-scale-efficiency-two-cores",
        "2026-11-30-scale-out-two-cores",
        "2026-11-30-sticky-two-cores"
      })
  void agreesWithItsRawFiles(String run) {
    assertThat(Verification.of(RUNS.resolve(run)).differences()).isEmpty();
  }
}
