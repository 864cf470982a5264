package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricTest {
  private static final ReplyRow GOOD = Rows.done(1_000, 0, 1_200, 1_700, 11);

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
  void countsStallsPerThousandTokensAndBurstsPerHundred() {
    var measurement = Measurements.with(new Smoothness(4_000, 6, 2, 480, 0, 0));

    assertThat(value(Metric.STALLS_100, measurement)).isEqualTo(1.5);
    assertThat(value(Metric.STALLS_250, measurement)).isEqualTo(0.5);
    assertThat(value(Metric.BURST_RATIO, measurement)).isEqualTo(12);
  }

  @Test
  void takesTheFluidityIndexOverAllDeadlines() {
    var measurement = Measurements.with(new Smoothness(4_000, 0, 0, 0, 2_850, 150));

    assertThat(value(Metric.FLUIDITY, measurement)).isEqualTo(0.95);
  }

  @ParameterizedTest
  @CsvSource({"STALLS_100", "STALLS_250", "BURST_RATIO", "FLUIDITY"})
  void tellsNothingOfEvennessFromFewTokens(Metric metric) {
    assertThat(metric.value(Measurements.with(new Smoothness(999, 9, 9, 9, 900, 99)))).isEmpty();
  }

  @Test
  void countsGoodRepliesOfTheWindowPerSecond() {
    List<ReplyRow> replies = new ArrayList<>(Collections.nCopies(36, GOOD));
    replies.addAll(Collections.nCopies(12, Rows.done(1_000, 0, 1_201, 1_700, 11)));
    // Two that are not of the window.
    replies.add(Rows.done(-1, 0, 100, 600, 11));
    replies.add(Rows.done(12_000, 0, 12_100, 12_600, 11));

    // 36 in a window of 12 s.
    assertThat(value(Metric.GOODPUT, Measurements.withReplies(replies))).isEqualTo(3);
  }

  @Test
  void countsAReplyThatWasCutAsNoGoodOne() {
    List<ReplyRow> replies = new ArrayList<>(Collections.nCopies(36, GOOD));
    replies.add(Rows.row(2_000, 0, 2_100, 2_600, 5, "cut"));

    assertThat(value(Metric.GOODPUT, Measurements.withReplies(replies))).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"GOODPUT", "TPOT_P50"})
  void tellsNothingOfRepliesWhileSomeStillRun(Metric metric) {
    List<ReplyRow> replies = new ArrayList<>(Collections.nCopies(100, GOOD));
    var histogram = Measurements.histogramOf(100, 16_700_000);
    var ended = Measurements.withReplies(List.copyOf(replies));
    ended.distributions().put(Distribution.TPOT, histogram);
    replies.add(Rows.row(2_000, 0, 2_100, 2_600, 5, "running"));
    var running = Measurements.withReplies(replies);
    running.distributions().put(Distribution.TPOT, histogram);

    assertThat(metric.value(ended)).isPresent();
    assertThat(metric.value(running)).isEmpty();
  }

  @Test
  void countsTheTokensThatWereProducedForThoseWhoHadLeft() {
    List<ReplyRow> replies = new ArrayList<>(Collections.nCopies(20, Rows.left(500, 10, 10, 490)));
    replies.addAll(Collections.nCopies(10, Rows.left(900, 10, 13, 950)));
    // Left before the window, or never told of.
    replies.add(Rows.left(-1, 10, 90, 950));
    replies.add(Rows.left(900, 10, ReplyRow.UNKNOWN, 950));

    assertThat(value(Metric.TOKENS_WASTED, Measurements.withReplies(replies))).isEqualTo(1);
  }

  @Test
  void takesTheCancelLatencyToTheLastTokenProduced() {
    assertThat(Rows.left(900, 10, 13, 950).cancelNanos()).isEqualTo(50_000_000);
    assertThat(Rows.left(900, 10, 10, 890).cancelNanos()).as("nothing came after").isZero();
  }

  @Test
  void takesTheTimePerTokenBehindTheFirst() {
    assertThat(Rows.done(0, 0, 100, 600, 11).tpotNanos()).isEqualTo(50_000_000);
  }

  @Test
  void dividesTheServersCpuWhileStreamsOpenedByTheirNumber() {
    assertThat(value(Metric.OPEN_CPU, Measurements.ladder(6 * 1024))).isEqualTo(100);
  }

  @Test
  void namesASourceForEachMetricAndDefinesNoneTwice() {
    assertThat(Metric.values())
        .allSatisfy(metric -> assertThat(metric.source()).isNotBlank())
        .extracting(Metric::title)
        .doesNotHaveDuplicates();
  }

  private static double value(Metric metric, Measurement measurement) {
    return metric.value(measurement).orElseThrow();
  }

  @Test
  void takesMemoryPerStreamFromTheSlopeAndNotFromOnePoint() {
    var heap = Metric.HEAP_PER_STREAM.value(Measurements.ladder(6 * 1024));

    assertThat(heap.orElseThrow()).isCloseTo(6, within(0.01));
  }

  @Test
  void takesTheGrowthOfMemoryFromBothEndsOfTheWindow() {
    var grown =
        Measurements.healthy().withFootprint(new Footprint(1 << 20, 3 << 20, 9 << 20, 8 << 20));

    assertThat(value(Metric.HEAP_GROWTH, grown)).isEqualTo(2_048);
    assertThat(value(Metric.RESIDENT_GROWTH, grown)).isEqualTo(-1_024);
    assertThat(Metric.HEAP_GROWTH.value(Measurements.healthy())).isEmpty();
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
