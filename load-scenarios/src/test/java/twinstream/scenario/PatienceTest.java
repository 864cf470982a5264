package twinstream.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
            .filter(seed -> half.tokens(reply(100, seed * 7_919L)) < 100)
            .count();

    // Four standard deviations of a binomial.
    assertThat(leaving / 10_000.0).isCloseTo(0.5, within(0.02));
  }

  @Test
  void letsNobodyLeaveBeforeTheFirstToken() {
    var all = new Patience(1);

    assertThat(IntStream.range(0, 1_000).map(seed -> all.tokens(reply(5, seed))))
        .contains(1, 4)
        .allMatch(tokens -> tokens >= 1 && tokens <= 4);
  }

  @Test
  void meansTheSameForTheSameSeed() {
    var half = new Patience(0.5);

    assertThat(half.tokens(reply(100, 42))).isEqualTo(half.tokens(reply(100, 42)));
  }

  @Test
  void letsEverybodyStayForAReplyOfOneTokenOrNone() {
    var all = new Patience(1);

    assertThat(all.tokens(reply(1, 1))).isOne();
    assertThat(all.tokens(reply(0, 1))).isZero();
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatThrownBy(() -> new Patience(1.5))
        .hasMessage("leaving must be from 0 to 1, but is 1.5");
  }
}
