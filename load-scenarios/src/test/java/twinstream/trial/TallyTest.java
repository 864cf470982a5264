package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;
import twinstream.result.Slo;

class TallyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 5 * SECOND;
  private static final long END = START + 3 * SECOND / 2;

  private final Tally tally = new Tally(new Window(START, END), Slo.CHAT);

  @Test
  void countsTokensFromTheWindowsStartUntilJustBeforeItsEnd() {
    for (long nanos : new long[] {START - 1, START, END - 1, END}) {
      tally.token(nanos, ReplyRow.NEVER);
    }

    assertThat(tally.receivedInWindow).isEqualTo(2);
  }

  @Test
  void countsEveryRightTokenOfTheTrialAsReceived() {
    for (long nanos : new long[] {START - 1, START, END - 1, END}) {
      tally.token(nanos, ReplyRow.NEVER);
    }

    assertThat(tally.received).isEqualTo(4);
  }

  @Test
  void sortsTokensIntoSecondsOfWhichTheLastMayBeShort() {
    tally.token(START + SECOND - 1, ReplyRow.NEVER);
    tally.token(START + SECOND, ReplyRow.NEVER);
    tally.token(END - 1, ReplyRow.NEVER);

    assertThat(tally.tokensOfSecond).containsExactly(1, 2);
  }

  @Test
  void recordsLatenessByTheDueTimeAndNotByTheReceiveTime() {
    tally.lateness(START + 10, START - 1);
    tally.lateness(END + 10, END - 1);
    tally.lateness(END + 10, END);

    assertThat(of(Distribution.LATENESS).getTotalCount()).isEqualTo(1);
  }

  @Test
  void recordsNoGapBeforeTheFirstTokenOfAReply() {
    tally.token(START + 10, ReplyRow.NEVER);

    assertThat(of(Distribution.ICL).getTotalCount()).isZero();
  }

  @Test
  void recordsTheGapToTheTokenBefore() {
    tally.token(START + 500, START - 500);

    assertThat(of(Distribution.ICL).getMaxValue()).isEqualTo(1_000);
  }

  @Test
  void countsATokenBeforeItsDueTimeAsEarlyAndDoesNotClipIt() {
    tally.lateness(START + 9, START + 10);

    assertThat(tally.early).isEqualTo(1);
    assertThat(of(Distribution.LATENESS).getTotalCount()).isZero();
  }

  @Test
  void recordsATokenThatCameInTheVeryNanosecondAsPunctual() {
    tally.lateness(START + 10, START + 10);

    assertThat(tally.early).isZero();
    assertThat(of(Distribution.LATENESS).getTotalCount()).isEqualTo(1);
  }

  @Test
  void recordsWhatIsLongerThanAMinuteAsAMinuteAndSaysSo() {
    tally.part(Distribution.TTFT, Tally.MAX_NANOS + 1);

    assertThat(tally.clamped).isEqualTo(1);
    assertThat(of(Distribution.TTFT).getMaxValue())
        .isEqualTo(of(Distribution.TTFT).highestEquivalentValue(Tally.MAX_NANOS));
  }

  @Test
  void keepsAMinuteThatIsNoLonger() {
    tally.part(Distribution.TTFT, Tally.MAX_NANOS);

    assertThat(tally.clamped).isZero();
  }

  private Histogram of(Distribution distribution) {
    return java.util.Objects.requireNonNull(tally.distributions.get(distribution));
  }
}
