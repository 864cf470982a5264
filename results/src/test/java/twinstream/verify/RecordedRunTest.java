package twinstream.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A run of an earlier build, with its reports, agrees with what is recomputed today.
final class RecordedRunTest {
  private static final Path RUN = Path.of("../results/runs/2026-11-26-four-transports-two-cores");

  @Test
  void agreesWithItsRawFiles() {
    assertThat(Verification.of(RUN).differences()).isEmpty();
  }
}
