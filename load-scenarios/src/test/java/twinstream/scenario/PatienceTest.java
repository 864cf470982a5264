package twinstream.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import twinstream.workload.PlannedReply;

class PatienceTest {
  private static PlannedReply reply(int tokens, long seed) {
    return new PlannedReply(0, tokens, 0, seed);
  }

  @Test
  void sendsTheWishedShareAwayBeforeTheEnd() {
    var half = new Patience(0.5);
    long leaving =
        IntStream.range(0, 10_000)
            .filter(seed -> half.tokens(reply(100, seed * 7_919L), 0) < 100)
            .count();

    // Four standard deviations of a binomial.
    assertThat(leaving / 10_000.0).isCloseTo(0.5, within(0.02));
  }

  @Test
  void letsNobodyLeaveBeforeTheFirstToken() {
    var all = new Patience(1);

    assertThat(IntStream.range(0, 1_000).map(seed -> all.tokens(reply(5, seed), 0)))
        .contains(1, 4)
        .allMatch(tokens -> tokens >= 1 && tokens <= 4);
  }

  @Test
  void meansTheSameForTheSameSeed() {
    var half = new Patience(0.5);

    assertThat(half.tokens(reply(100, 42), 0)).isEqualTo(half.tokens(reply(100, 42), 0));
  }

  @Test
  void letsEverybodyStayForAReplyOfOneTokenOrNone() {
    var all = new Patience(1);

    assertThat(all.tokens(reply(1, 1), 0)).isOne();
    assertThat(all.tokens(reply(0, 1), 0)).isZero();
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatThrownBy(() -> new Patience(1.5))
        .hasMessage("leaving must be from 0 to 1, but is 1.5");
  }

  @Test
  void interruptsNobodyLaterThanWished() {
    var all = new Patience(1, 7, new Patience.Then.Stall());

    assertThat(IntStream.range(0, 1_000).map(seed -> all.tokens(reply(100, seed), 0)))
        .contains(1, 7)
        .allMatch(tokens -> tokens <= 7);
  }

  @Test
  void interruptsAgainBehindWhatWasReadBefore() {
    var all = new Patience(1, 7, new Patience.Then.ComeBack(Duration.ofMillis(50), true));

    assertThat(IntStream.range(0, 1_000).map(seed -> all.tokens(reply(100, seed), 60)))
        .contains(61, 67)
        .allMatch(tokens -> tokens > 60 && tokens <= 67);
    assertThat(all.tokens(reply(100, 1), 99))
        .as("the last token comes to everybody")
        .isEqualTo(100);
  }

  @Test
  void countsOnAllTokensOfThoseWhoComeBack() {
    var back = new Patience(1, 7, new Patience.Then.ComeBack(Duration.ofMillis(50), true));
    var stall = new Patience(1, 7, new Patience.Then.Stall());

    assertThat(back.taken(reply(100, 1))).isEqualTo(100);
    assertThat(stall.taken(reply(100, 1))).isLessThanOrEqualTo(7);
  }

  @Test
  void spreadsTheWaitAroundItsMean() {
    var back = new Patience.Then.ComeBack(Duration.ofMillis(50), true);
    long[] waits =
        IntStream.range(0, 1_000)
            .mapToLong(seed -> Patience.waitNanos(back, reply(100, seed * 7_919L), 3))
            .toArray();

    assertThat(Arrays.stream(waits)).allMatch(wait -> wait >= 25_000_000 && wait <= 75_000_000);
    assertThat(Arrays.stream(waits).average().orElseThrow())
        .isCloseTo(50_000_000, within(2_000_000.0));
  }

  @Test
  void refusesAShareOfInterruptionsByItsOwnName() {
    var back = new Patience.Then.ComeBack(Duration.ofMillis(50), true);

    assertThatThrownBy(() -> new Patience(-1, 1, back))
        .hasMessage("cut must be from 0 to 1, but is -1.0");
    assertThatThrownBy(() -> new Patience(2, 1, new Patience.Then.Stall()))
        .hasMessage("stalled must be from 0 to 1, but is 2.0");
  }
}
