package twinstream.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.reader.PublicCases;
import twinstream.selftest.Finding.Outcome;
import twinstream.verdict.Estimate;

/// Each check can fail: here it is shown what it must not let pass.
class JudgementsTest {

  @ParameterizedTest
  @CsvSource({"24.0, PASS", "26.0, PASS", "23.99, FAIL", "26.01, FAIL", "-25, FAIL"})
  void wantTheAddedDelayToTheMillisecond(double shiftMillis, Outcome outcome) {
    assertThat(AddedDelay.shift("S3", "", Math.round(shiftMillis * 1e6)).outcome())
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"1.0099, PASS", "0.9901, PASS", "1.0101, FAIL", "0.9899, FAIL"})
  void wantTheKernelsBytesWithinOnePerCent(double ratio, Outcome outcome) {
    assertThat(Books.judged("", OptionalDouble.of(ratio)).outcome()).isEqualTo(outcome);
  }

  @Test
  void neverLetPassWhatCouldNotBeLookedAt() {
    assertThat(Books.judged("", OptionalDouble.empty()).outcome()).isEqualTo(Outcome.NOT_AVAILABLE);
    assertThat(ParserCases.judged("", List.of()).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void nameTheFirstCaseThatIsReadOtherwise() {
    var finding =
        ParserCases.judged(
            "frames",
            List.of(
                new PublicCases.Outcome("one", Optional.empty()),
                new PublicCases.Outcome("two", Optional.of("[] instead of [text]"))));

    assertThat(finding.sentence())
        .isEqualTo("S1  frames → 1 of 2 not, the first of them two: [] instead of [text] → FAIL");
  }

  @ParameterizedTest
  @CsvSource({"129, PASS", "130, FAIL"})
  void letOneInTwentyReplaysHaveAWinner(int falseWinners, Outcome outcome) {
    // 5 % of 2,000 and three standard deviations.
    assertThat(SameAgainstSame.replayed(falseWinners).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    // Inside the joint interval; off it, but by less than the margin; off both; too wide to tell.
    "150, 140, 190, PASS_NOT",
    "-20, 30, 40, PASS",
    "80, 90, 99, PASS",
    "400, 401, 402, PASS_NOT",
    "-2000, 10, 2000, PASS_NOT",
  })
  void wantTwoObserversToSeeTheSame(double first, double second, double third, String outcome) {
    var estimate = Estimate.of(new double[] {first, second, third}, 1);

    assertThat(SecondObserver.agree(estimate)).isEqualTo(outcome.equals("PASS"));
  }

  @ParameterizedTest
  @CsvSource({"25.9, PASS", "26.1, FAIL", "22.9, FAIL", "0.1, FAIL"})
  void wantASlowerPathOfOneObserverToBeSeen(double differenceMillis, Outcome outcome) {
    assertThat(SecondObserver.delayed(Math.round(differenceMillis * 1e6)).outcome())
        .isEqualTo(outcome);
  }

  @Test
  void findAHistogramThatIsTooCoarse() {
    long[] values = LongStream.rangeClosed(1, 100_000).map(i -> i * 977).toArray();
    var coarse = new Histogram(60_000_000_000L, 2);
    var fine = new Histogram(60_000_000_000L, 3);
    LongStream.of(values).forEach(coarse::recordValue);
    LongStream.of(values).forEach(fine::recordValue);

    assertThat(Precision.worst(coarse, values)).isGreaterThan(1e-3);
    assertThat(Precision.worst(fine, values)).isLessThanOrEqualTo(1e-3);
  }

  @Test
  void areChosenByName() {
    assertThat(SelfTest.chosen(List.of("S10", "S2")))
        .extracting(Check::id)
        .containsExactly("S10", "S2");
    assertThat(SelfTest.chosen(List.of()))
        .extracting(Check::id)
        .contains("S1")
        .doesNotContain("S6");
    assertThat(SelfTest.chosen(List.of("S6"))).hasSize(1);
  }

  @Test
  void refuseANameThatIsNone() {
    assertThatThrownBy(() -> SelfTest.chosen(List.of("S2", "S14")))
        .hasMessage("--only takes S1 to S13, D1 and D2, but is \"S2,S14\"");
  }

  @Test
  void coverEveryCheckOfTheList() {
    assertThat(SelfTest.ALL)
        .extracting(Check::id)
        .containsExactlyInAnyOrder(
            "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "D1",
            "D2");
  }
}
