package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    var clamped =
        Measurements.with(new TokenCounts(40_000, 0, 36_000, 36_000, 40_000, 0, 0, 0, 0, 0, 2));

    // 120 replies carry no p90 of their first tokens.
    assertThat(of(clamped).caveats())
        .containsExactly(Caveat.NOT_PINNED, Caveat.FEW_SAMPLES, Caveat.CLAMPED);
  }

  static Stream<Arguments> shown() {
    long window = Measurements.WINDOW_NANOS;
    return Stream.of(
        arguments(Caveat.STEAL, new Surroundings(window / 40, 0, 0, 2)),
        arguments(Caveat.THROTTLED, new Surroundings(0, 1, 0, 2)),
        arguments(Caveat.OTHER_LOAD, new Surroundings(0, 0, window / 9, 2)),
        arguments(
            Caveat.SERVER_LATE,
            new ServerCounters(36_000, 36_000, 36_000, 0, 0, 1_000, 11, 10_000_000)),
        arguments(
            Caveat.SERVER_COMPILING,
            new ServerCounters(
                36_000,
                36_000,
                36_000,
                0,
                0,
                1_000,
                1,
                0,
                0,
                0,
                Measurements.healthy().server().cpuNanos() / 9)));
  }

  @Test
  void saysNothingOfCompilersWhereNobodyKnowsTheCpuTime() {
    var counters = new ServerCounters(36_000, 36_000, 36_000, 0, 0, 1, 0, 0, 0, 0, 1);
    var seen = Measurements.replaced(Measurements.healthy(700, 0), counters);

    assertThat(of(seen).caveats()).doesNotContain(Caveat.SERVER_COMPILING);
  }

  @ParameterizedTest
  @MethodSource("shown")
  void warnsOfWhatTheMachineDidMeanwhile(Caveat caveat, Record part) {
    var result = of(Measurements.with(part));

    assertThat(result.valid()).isTrue();
    assertThat(result.caveats()).contains(caveat);
    assertThat(of(Measurements.healthy()).caveats()).doesNotContain(caveat);
  }

  private static Result of(Measurement measurement) {
    return Result.of(
        KEY, Instant.EPOCH, Map.of(), measurement, List.of(Caveat.NOT_PINNED), "0123456789ab");
  }
}
