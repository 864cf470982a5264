package twinstream.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import twinstream.result.Metric;

final class VerdictTest {
  private static final VoidTally NO_VOIDS = new VoidTally("left", "right", 6, 0, 0, 0, 0);

  @Test
  void callsSmallDifferencesInsideTheMarginEquivalent() {
    assertThat(sentence(Metric.LATENESS_P99, 1_900, -90, -130, -60, -110, -70, -140))
        .isEqualTo(
            "steady, token lateness, p99: left 1.90 ms, right 1.80 ms, difference −100 µs [−134, −66] over 6 blocks: "
                + "equivalent within ±1.00 ms (differs by 100 µs)");
  }

  @Test
  void callsNoDifferenceEquivalentWithoutMentioningOne() {
    assertThat(sentence(Metric.LATENESS_P99, 1_900, -90, 130, -60, 110, -70, 40))
        .endsWith("over 6 blocks: equivalent within ±1.00 ms");
  }

  @Test
  void namesTheOneThatUsesLess() {
    assertThat(sentence(Metric.SERVER_CPU_PER_TOKEN, 10, -2.1, -1.9, -2, -2.2, -1.8, -2))
        .isEqualTo(
            "steady, server CPU per token: left 10.0 µs, right 8.00 µs, ratio 0.80 [0.79, 0.81] over 6 blocks: "
                + "right is better");
  }

  @Test
  void namesTheOtherWhereMoreIsBetter() {
    assertThat(sentence(Metric.THROUGHPUT, 10, -2.1, -1.9, -2, -2.2, -1.8, -2))
        .endsWith("left is better");
  }

  @Test
  void decidesNothingFromFiveBlocksButShowsTheEstimate() {
    assertThat(sentence(Metric.SERVER_CPU_PER_TOKEN, 10, -2.1, -1.9, -2, -2.2, -1.8))
        .contains("ratio 0.80 [0.78, 0.82] over 5 blocks: inconclusive")
        .endsWith("a verdict needs 6 valid blocks; about 1 more block (90 s) would decide");
  }

  @Test
  void asksForMoreBlocksWhenTheSpreadHidesTheAnswer() {
    var verdict = judge(Metric.LATENESS_P50, 0.001, 200, 90, -260, 130, -90, 240, -150);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class, open -> assertThat(open.blocksNeeded()).isBetween(20, 60));
  }

  @Test
  void asksHolmBeforeItNamesAWinner() {
    double[] effects = {-2.1, -1.9, -2, -2.2, -1.8, -2};

    assertThat(judge(Metric.SERVER_CPU_PER_TOKEN, 0.06, 10, effects))
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            open -> assertThat(open.sentence()).startsWith("the difference does not outlast"));
  }

  @Test
  void takesNoRatioOfASlopeBelowZero() {
    assertThat(judge(Metric.HEAP_PER_STREAM, 0.01, 1, -2, -2, -2, -2, -2, -2))
        .isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void saysNothingAboutACellWithTooManyVoidTrials() {
    var comparison = comparison(Metric.LATENESS_P99, 1_900, -90, -130, -60, -110, -70, -140);
    var estimate = Estimate.of(comparison.effects(), 1);

    assertThat(
            Verdict.of(
                comparison,
                estimate,
                0,
                new VoidTally("left", "right", 6, 2, 0, 1, 1),
                Duration.ZERO))
        .isEqualTo(new Verdict.Invalid("2 of 6 blocks had a void trial, more than 20 %"));
  }

  @Test
  void saysNothingWhenVoidTrialsFallOnOneSide() {
    assertThat(new VoidTally("left", "right", 40, 6, 0, 0, 6).problem())
        .contains("void trials fall on one side: left 0, right 6");
    assertThat(new VoidTally("left", "right", 40, 6, 0, 1, 5).problem()).isEmpty();
  }

  @Test
  void forgivesOneVoidBlockOfFewIfItsRepeatWasValid() {
    assertThat(new VoidTally("left", "right", 1, 1, 0, 1, 0).problem()).isEmpty();
    assertThat(new VoidTally("left", "right", 1, 1, 1, 1, 1).problem()).isPresent();
    assertThat(new VoidTally("left", "right", 6, 2, 0, 1, 1).problem()).isPresent();
  }

  @Test
  void takesNoRatioOfTwoSlopesBelowZero() {
    assertThat(judge(Metric.RSS_PER_STREAM, 0.01, -2, -2, -2.1, -1.9, -2, -2, -2))
        .isEqualTo(
            new Verdict.Inconclusive(
                Integer.MAX_VALUE, "a value of zero or below allows no ratio"));
  }

  @Test
  void mentionsADifferenceInsideTheMarginOnlyIfItOutlastsTheAdjustment() {
    double[] effects = {-90, -130, -60, -110, -70, -140};

    assertThat(judge(Metric.LATENESS_P99, 0.04, 1_900, effects))
        .isEqualTo(new Verdict.Equivalent(true));
    assertThat(judge(Metric.LATENESS_P99, 0.06, 1_900, effects))
        .isEqualTo(new Verdict.Equivalent(false));
  }

  /// Known answer: an effect of 1.1 standard deviations, whose p-value counts six times, needs 14
  /// blocks for 80 % power (noncentral t: 0.84 at 14, two-sided level 0.05 / 6).
  @Test
  void countsTheOtherQuestionsWhenItAsksForBlocks() {
    var unknown = Interval.unbounded(0.95);
    var estimate = new Estimate(6, 1.1, 1, unknown, unknown, 0.04);

    assertThat(BlocksNeeded.toDecide(estimate, 0.001, 0.05 / 6)).isBetween(13, 15);
    assertThat(BlocksNeeded.toDecide(estimate, 0.001, 0.05)).isLessThan(11);
  }

  @Test
  void tellsTheLeastNumberOfBlocksThatIsMissingWhereNoSpreadIsKnown() {
    assertThat(sentence(Metric.THROUGHPUT, 10, -1))
        .endsWith("a verdict needs 6 valid blocks; at least 5 more blocks (8 min) would be needed");
  }

  @Test
  void showsOnWhichSideOfNoDifferenceAnIntervalEnds() {
    assertThat(new Wording(line(Metric.LATENESS_P99, new Interval(3, 9_000, 0.95), 4_500)).effect())
        .isEqualTo("+4.500 ms [+0.003, +9.000]");
    assertThat(
            new Wording(
                    line(
                        Metric.THROUGHPUT,
                        new Interval(Math.log(1.003), Math.log(1.35), 0.95),
                        Math.log(1.16)))
                .effect())
        .isEqualTo("1.160 [1.003, 1.350]");
  }

  private static MetricVerdict line(Metric metric, Interval interval, double effect) {
    var comparison = comparison(metric, 10, 1, 1, 1, 1, 1, 1);
    var estimate = new Estimate(6, effect, 1, interval, interval, 0.04);
    return new MetricVerdict(comparison, estimate, 0.04, 0.05, true, new Verdict.Better("left"));
  }

  private static String sentence(Metric metric, double first, double... differences) {
    var comparison = comparison(metric, first, differences);
    var estimate = Estimate.of(comparison.effects(), 1);
    var verdict =
        Verdict.of(comparison, estimate, estimate.pValue(), NO_VOIDS, Duration.ofSeconds(90));
    return new MetricVerdict(comparison, estimate, estimate.pValue(), 0.05, true, verdict)
        .sentence();
  }

  private static Verdict judge(
      Metric metric, double adjustedP, double first, double... differences) {
    var comparison = comparison(metric, first, differences);
    double[] effects = comparison.hasEffects() ? comparison.effects() : new double[0];
    return Verdict.of(comparison, Estimate.of(effects, 1), adjustedP, NO_VOIDS, Duration.ZERO);
  }

  private static Comparison comparison(Metric metric, double first, double... differences) {
    List<PairedBlock> blocks = new ArrayList<>();
    for (double difference : differences) {
      blocks.add(new PairedBlock(blocks.size() + 1, first, first + difference));
    }
    return new Comparison("steady", Trials.PAIR, metric, blocks, blocks.size());
  }
}
