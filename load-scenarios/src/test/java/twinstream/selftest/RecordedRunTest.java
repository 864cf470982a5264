package twinstream.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import twinstream.selftest.Finding.Outcome;
import twinstream.verdict.Verdicts;

class RecordedRunTest {
  private static final int REPLAYS = 1_000;

  private static int falseWinners(MadeUpSelfChecks run) {
    var verdicts = Verdicts.of(run.manifest(), run.results());
    return Replays.falseWinners(run.manifest(), run.results(), verdicts, REPLAYS);
  }

  @Test
  void namesAWinnerInAtMostOneOfTwentyReplays() {
    // Three standard deviations of a binomial above 5 %.
    assertThat(falseWinners(new MadeUpSelfChecks(0))).isBetween(1, 70);
  }

  @Test
  void tossesTheLabelsAnewInEachReplay() {
    // A difference between the two equal ones is noise to the coin, however large.
    assertThat(falseWinners(new MadeUpSelfChecks(5_000))).isLessThan(70);
  }

  @Test
  void keepsEffectsAndTurnsSignsWhenLabelsAreSwapped() {
    for (double again : new double[] {0, 300}) {
      var run = new MadeUpSelfChecks(again);
      Finding finding = SwappedLabels.of(run.manifest(), run.results());

      assertThat(finding.outcome()).as(finding.seen()).isEqualTo(Outcome.PASS);
      assertThat(finding.seen()).startsWith("3 of 3");
    }
  }

  @Test
  void findsNothingMirroredInARunWithoutPairs() {
    var run = new MadeUpSelfChecks(0);

    assertThat(SwappedLabels.of(run.manifest(), java.util.List.of()).outcome())
        .isEqualTo(Outcome.FAIL);
  }
}
