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

  private static String sentence(Metric metric, double first, double... differences) {
    var comparison = comparison(metric, first, differences);
    var estimate = Estimate.of(comparison.effects(), 1);
    var verdict =
        Verdict.of(comparison, estimate, estimate.pValue(), NO_VOIDS, Duration.ofSeconds(90));
    return new MetricVerdict(comparison, estimate, estimate.pValue(), true, verdict).sentence();
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
    return new Comparison("steady", Trials.PAIR, metric, blocks);
  }
}
