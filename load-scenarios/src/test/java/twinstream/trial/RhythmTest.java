package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.result.Slo;

/// Times in milliseconds from the start of a window of one second; tokens are due every 100 ms.
class RhythmTest {
  private static final long MILLI = 1_000_000;
  private static final long START = 7_000 * MILLI;

  private final Tally tally = new Tally(new Window(START, START + 1_000 * MILLI), Slo.CHAT);
  private final Rhythm rhythm = new Rhythm(tally, Slo.CHAT, START);

  private void token(long atMillis, long dueMillis) {
    rhythm.token(START + atMillis * MILLI, START + dueMillis * MILLI);
  }

  @ParameterizedTest
  @CsvSource({
    // The second token is due 100 ms behind the first.
    "300, 0, 0",
    "301, 1, 0",
    "450, 1, 0",
    "451, 1, 1"
  })
  void countsAGapAsAStallByWhatItIsLongerThanDue(long secondAt, long over100, long over250) {
    token(100, 100);
    token(secondAt, 200);

    assertThat(tally.gaps).isOne();
    assertThat(tally.stalls100).isEqualTo(over100);
    assertThat(tally.stalls250).isEqualTo(over250);
    assertThat(rhythm.stalls()).isEqualTo((int) over100);
  }

  @ParameterizedTest
  @CsvSource({"110, 0", "109, 1", "100, 1"})
  void countsATokenAsABurstThatComesInUnderATenthOfItsGap(long secondAt, long bursts) {
    token(100, 100);
    token(secondAt, 200);

    assertThat(tally.bursts).isEqualTo(bursts);
  }

  @Test
  void findsTheBurstsOfAPathThatHoldsTokensBack() {
    // Ten at a time, as a buffering proxy hands them on.
    for (int i = 0; i < 10; i++) {
      token(900, i * 100L);
    }

    assertThat(tally.gaps).isEqualTo(9);
    assertThat(tally.bursts).isEqualTo(9);
    assertThat(tally.stalls100).isZero();
  }

  @Test
  void countsWhatIsDueOutsideTheWindowForTheReplyAlone() {
    token(-200, -200);
    token(200, -100);
    token(250, 0);

    assertThat(rhythm.stalls()).isOne();
    assertThat(tally.stalls100).isZero();
    assertThat(tally.gaps).isOne();
    assertThat(tally.deadlinesMet).isOne();
    assertThat(rhythm.met()).isEqualTo(3);
  }

  @Test
  void countsDeadlinesFromThePromisedFirstToken() {
    // The bounds: 200 ms for the first, 50 ms for each of the others.
    token(200, 0);
    token(250, 100);
    token(351, 200);

    assertThat(tally.deadlinesMet).isEqualTo(2);
    assertThat(tally.deadlinesMissed).isEqualTo(2);
    assertThat(rhythm.met()).isEqualTo(2);
    assertThat(rhythm.missed()).isEqualTo(2);
  }

  @Test
  void recordsAStallThatHasNoEndYet() {
    token(100, 100);

    rhythm.overdue(START + 500 * MILLI, START + 200 * MILLI);

    assertThat(tally.stalls100).isOne();
    assertThat(tally.stalls250).isOne();
    // 400 ms without a token: 100 ms were banked, so six bounds of 50 ms have passed.
    assertThat(tally.deadlinesMissed).isEqualTo(6);
  }

  @Test
  void recordsNothingOverdueThatWasDueBehindTheWindow() {
    token(150, 150);

    rhythm.overdue(START + 2_000 * MILLI, START + 1_000 * MILLI);

    assertThat(tally.gaps).isZero();
    assertThat(tally.deadlinesMissed).isZero();
  }
}
