package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResultTest {
  private static final TrialKey KEY = new TrialKey("steady", "left", 1, 1, 1, 9);

  @Test
  void publishesEachMetricThatTheSamplesCarry() {
    var result = of(Measurements.healthy());

    assertThat(result.metrics())
        .containsKeys("LATENESS_P999", "TTFT_P50", "SERVER_CPU_PER_TOKEN")
        .doesNotContainKeys("TTFT_P90", "HEAP_PER_STREAM");
    assertThat(result.samples()).containsEntry("LATENESS_P99", 36_000L);
  }

  @Test
  void keepsTheSlopeOfALadderBesideItsMetric() {
    var result =
        Result.of(
            KEY,
            Instant.EPOCH,
            Map.of(TrialKind.PARAMETER, "ladder"),
            Measurements.ladder(6_000),
            List.of(),
            "e");

    assertThat(result.fits())
        .containsOnlyKeys("HEAP_PER_STREAM", "DIRECT_PER_STREAM", "RSS_PER_STREAM");
  }

  @Test
  void keepsTheValuesOfAVoidTrial() {
    var result = of(Measurements.with(new ConnectionCounts(120, 119, 1, 0, 0, 0, 0)));

    assertThat(result.valid()).isFalse();
    assertThat(result.value(Metric.LATENESS_P99)).isPresent();
  }

  @Test
  void addsTheCaveatsOfTheMeasurementToThoseFromOutside() {
    var clamped = Measurements.with(new TokenCounts(36_000, 36_000, 40_000, 0, 0, 0, 0, 0, 2));

    // 120 replies carry no p90 of their first tokens.
    assertThat(of(clamped).caveats())
        .containsExactly(Caveat.NOT_PINNED, Caveat.FEW_SAMPLES, Caveat.CLAMPED);
  }

  private static Result of(Measurement measurement) {
    return Result.of(
        KEY, Instant.EPOCH, Map.of(), measurement, List.of(Caveat.NOT_PINNED), "0123456789ab");
  }
}
