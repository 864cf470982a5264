package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FailoverMetricTest {
  private static final long MILLI = 1_000_000;

  private static double value(Metric metric, Measurement seen) {
    return metric.value(seen).orElseThrow();
  }

  private static Measurement broken() {
    var replies = Collections.nCopies(200, Rows.done(0, 0, 100, 600, 10));
    return Measurements.replaced(
        Measurements.withReplies(replies), new Interruptions(0, 0, 50, 40, 8, 2, 10));
  }

  @Test
  void setsWhatBrokeAgainstAllReplies() {
    assertThat(value(Metric.CUT_STREAMS, broken())).isEqualTo(250);
    assertThat(value(Metric.RESUMED, broken())).isEqualTo(80);
    assertThat(value(Metric.REPLIES_LOST, broken())).isEqualTo(10);
    assertThat(value(Metric.TOKENS_LOST, broken())).isEqualTo(5);
  }

  @Test
  void takesTheLongestGap() {
    var gaps = Measurements.histogramOf(10, 40 * MILLI);
    gaps.recordValue(900 * MILLI);

    assertThat(value(Metric.LONGEST_GAP, Measurements.with(Distribution.RESUME_GAP, gaps)))
        .isCloseTo(900_000, within(900.0));
  }

  @Test
  void countsComebacksWithinATenthOfASecond() {
    var seen =
        Measurements.healthy()
            .withFleet(
                new Fleet(
                    List.of(),
                    List.of(),
                    List.of(0L, 50 * MILLI, 100 * MILLI, 149 * MILLI, 500 * MILLI)));

    assertThat(value(Metric.COMEBACK_PEAK, seen)).isEqualTo(3);
    assertThat(Metric.COMEBACK_PEAK.value(Measurements.healthy())).isEmpty();
  }

  @Test
  void takesTheShareOfQuotaPeriodsOverAllNodes() {
    var usage = List.of(new NodeUsage(1, 1, 100, 10, 1), new NodeUsage(2, 1, 300, 90, 1));
    var seen = Measurements.healthy().withFleet(new Fleet(List.of(), usage, List.of()));

    assertThat(value(Metric.THROTTLED_PERIODS, seen)).isEqualTo(25);
    assertThat(Metric.THROTTLED_PERIODS.value(Measurements.healthy())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"CUT_STREAMS", "RESUMED", "REPLIES_LOST", "TOKENS_LOST"})
  void belongsToTrialsInWhichServersGo(Metric metric) {
    var key = new TrialKey("kill", "alpha", 1, 1, 1, 1);

    assertThat(
            Result.of(key, Instant.EPOCH, Map.of("kind", "failover"), broken(), List.of(), "e")
                .value(metric))
        .isPresent();
    assertThat(Result.of(key, Instant.EPOCH, Map.of(), broken(), List.of(), "e").value(metric))
        .isEmpty();
  }
}
