package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricTest {

  @ParameterizedTest
  @CsvSource({
    "LATENESS_P50, LATENESS, 60",
    "LATENESS_P99, LATENESS, 3000",
    "LATENESS_P999, LATENESS, 30000",
    "TTFT_P90, TTFT, 300",
    "TTFT_P99, TTFT, 3000"
  })
  void publishesAPercentileOnlyWithThirtySamplesBeyondIt(
      Metric metric, Distribution distribution, long fewest) {
    var enough = Measurements.histogramOf(fewest, 2_000_000);
    var tooFew = Measurements.histogramOf(fewest - 1, 2_000_000);

    assertThat(metric.value(Measurements.with(distribution, enough)).orElseThrow())
        .isCloseTo(2_000, within(2.0));
    assertThat(metric.value(Measurements.with(distribution, tooFew))).isEmpty();
  }

  @Test
  void dividesServerCpuByTheTokensOfTheWindow() {
    var measurement = Measurements.healthy(200, 41.5);

    assertThat(Metric.SERVER_CPU_PER_TOKEN.value(measurement).orElseThrow())
        .isCloseTo(41.5, within(1e-6));
  }

  @Test
  void takesMemoryPerStreamFromTheSlopeAndNotFromOnePoint() {
    var heap = Metric.HEAP_PER_STREAM.value(Measurements.ladder(6 * 1024));

    assertThat(heap.orElseThrow()).isCloseTo(6, within(0.01));
  }

  @Test
  void hasNoKernelMemoryWhereTheSystemTellsNone() {
    assertThat(Metric.KERNEL_PER_STREAM.value(Measurements.ladder(6 * 1024))).isEmpty();
  }

  @Test
  void hasNoMemoryPerStreamWithoutALadder() {
    assertThat(Metric.RSS_PER_STREAM.value(Measurements.healthy())).isEmpty();
  }
}
