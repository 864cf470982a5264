package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Waits in milliseconds; the bounds are those of the SLO `chat`: 200 ms, then 50 ms a token.
class DeadlinesTest {

  /// Missed and all deadlines as Etalon's own program counts them for the same waits.
  @ParameterizedTest
  @CsvSource({
    "200 50 50 50 50 50 50 50 50 50,  0, 10",
    "330 50 50 50,                    3, 6",
    "100 150 50,                      0, 3",
    "200 50 500 50 50,                10, 14",
    "200 100 50 50,                   2, 5",
    "200 40 200 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40 40, 3, 22",
    "200 0 0 0 0 0 0 0 0 0 500 0 0 0 0 0 0 0 0 0 500, 0, 21",
  })
  void countsAsEtalonDoes(String waits, long missed, long all) {
    var deadlines = after(millis(waits));

    assertThat(deadlines.missed()).isEqualTo(missed);
    assertThat(deadlines.met() + deadlines.missed()).isEqualTo(all);
    assertThat(deadlines.fluidity()).isCloseTo(1 - (double) missed / all, within(1e-12));
  }

  /// The paper's picture of why the index tells more than averages: two replies with a p90 of 40 ms
  /// between tokens and 46 ms per token, one of which stalls before it has banked enough.
  @Test
  void tellsAnEarlyStallFromALateOneAsThePaperDoes() {
    long[] early = withStall(8);
    long[] late = withStall(15);

    assertThat(tpot(early)).isEqualTo(tpot(late)).isCloseTo(46, within(0.5));
    assertThat(p90(early)).isEqualTo(p90(late)).isEqualTo(40);
    assertThat(after(early).fluidity()).isCloseTo(0.95, within(1e-12));
    assertThat(after(late).fluidity()).isEqualTo(1);
  }

  @Test
  void meetsADeadlineThatIsKeptToTheNanosecond() {
    var deadlines = new Deadlines(10, 5);

    assertThat(deadlines.first(10)).isZero();
    assertThat(deadlines.next(5)).isZero();
    assertThat(deadlines.next(6)).isOne();
  }

  @Test
  void tellsWhatATokenThatNeverCameHasMissedSoFar() {
    var deadlines = after(200, 40);

    // 10 ms were banked, so the next one is due after 60 ms.
    assertThat(deadlines.missedSoFar(60_000_000, false)).isZero();
    assertThat(deadlines.missedSoFar(61_000_000, false)).isOne();
    assertThat(deadlines.missedSoFar(161_000_000, false)).isEqualTo(3);
    assertThat(deadlines.missed()).as("asking changes nothing").isZero();
  }

  @Test
  void hasNothingAgainstAReplyWithoutTokens() {
    assertThat(new Deadlines(1, 1).fluidity()).isEqualTo(1);
  }

  @Test
  void refusesABoundOfNothing() {
    assertThatThrownBy(() -> new Deadlines(0, 0)).hasMessage("nextNanos must be above 0, but is 0");
  }

  private static long[] withStall(int at) {
    return IntStream.range(0, 20).mapToLong(i -> i == 0 ? 200 : i == at ? 160 : 40).toArray();
  }

  private static double tpot(long[] waits) {
    return (Arrays.stream(waits).sum() - 200) / 19.0;
  }

  private static long p90(long[] waits) {
    return Arrays.stream(waits).skip(1).sorted().toArray()[(int) Math.ceil(0.9 * 19) - 1];
  }

  private static long[] millis(String waits) {
    return Arrays.stream(waits.strip().split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static Deadlines after(long... waits) {
    var deadlines = new Deadlines(200_000_000, 50_000_000);
    deadlines.first(waits[0] * 1_000_000);
    Arrays.stream(waits).skip(1).forEach(wait -> deadlines.next(wait * 1_000_000));
    return deadlines;
  }
}
