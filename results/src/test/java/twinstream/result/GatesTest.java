package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class GatesTest {
  private static final Gates PACED = Gates.of(Map.of());

  @Test
  void letsAHealthyTrialPass() {
    assertThat(PACED.reasonsAgainst(Measurements.healthy())).isEmpty();
  }

  @Test
  void letsATrialPassWhoseServerNoLongerKnowsWhatWasInFlight() {
    var tokens = new TokenCounts(99_999, -1, 36_000, 36_000, 40_000, 0, 0, 0, 0, 0, 0);

    assertThat(PACED.reasonsAgainst(Measurements.with(tokens))).isEmpty();
  }

  @Test
  void letsALittleStealAndThrottlingPass() {
    var around = new Surroundings(1_199_000_000, 119_000_000, 0, 2);

    assertThat(PACED.reasonsAgainst(Measurements.with(around))).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(tokens(3, 0, 0, 0, 0), "tokens lost: 3"),
        arguments(tokens(0, 2, 0, 0, 0), "tokens that came twice: 2"),
        arguments(tokens(0, 0, 1, 0, 0), "tokens out of order: 1"),
        arguments(tokens(0, 0, 0, 4, 0), "tokens with other bytes than were sent: 4"),
        arguments(
            tokens(0, 0, 0, 0, 5),
            "tokens before they were due, which only a clock error explains: 5"),
        arguments(
            Measurements.with(new ConnectionCounts(1_200, 1_199, 0, 0, 0, 0, 0)),
            "1,199 of 1,200 planned streams opened"),
        arguments(
            Measurements.with(new ConnectionCounts(120, 120, 0, 7, 0, 0, 0)),
            "streams cut before their last token: 7"),
        arguments(
            Measurements.with(new ConnectionCounts(120, 120, 0, 0, 3, 0, 0)),
            "streams that owed something and said nothing for the last second: 3"),
        arguments(
            Measurements.with(new ConnectionCounts(120, 120, 0, 0, 0, 2, 0)),
            "control records that can't be right: 2"),
        arguments(
            Measurements.with(new Interruptions(0, 0, 40, 37, 3)),
            "readers who came back and were refused: 3"),
        arguments(
            Measurements.with(new ConnectionCounts(120, 120, 0, 0, 0, 0, 4)),
            "the drain is too short: replies whose first token was not due before the end: 4"),
        arguments(
            Measurements.with(Distribution.LOOP_LAG, Measurements.histogramOf(500, 12_000_000)),
            "500 of 500 times an event loop of the crowd was over 10 ms late, more than 1 %"),
        arguments(
            Measurements.with(
                new TokenCounts(40_151, 150, 36_000, 36_000, 40_000, 0, 0, 0, 0, 0, 0)),
            "the books don't balance: 40,151 tokens were produced, but 40,000 received, 0 lost, 0 changed and 150 in flight"),
        arguments(
            Measurements.with(new Surroundings(1_300_000_000, 0, 0, 2)),
            "the hypervisor took 5 % of the CPU time, more than 5 %"),
        arguments(
            Measurements.with(new Surroundings(0, 121_000_000, 0, 2)),
            "the control group's CPU quota held threads back for 121 ms, more than 1 % of the window"),
        arguments(
            Measurements.withEdgeError(121_000_000),
            "CPU time was read 121 ms off an edge of the window, more than 120 ms"),
        arguments(
            Measurements.with(new ClockCheck(9_000, 1_500, 30)),
            "the clocks of server and crowd differ by 9,000 ns, more than the 1,500 ns that the check explains"),
        arguments(
            Measurements.with(Distribution.SEND_LAG, Measurements.histogramOf(100, 12_000_000)),
            "100 of 100 requests left over 10 ms late, more than 1 %"),
        arguments(
            Measurements.healthy(200, 600),
            "the crowd used 90 % of its CPU allowance, more than 80 %"),
        arguments(
            Measurements.withSlices(slices(60_000_000, 40_000_000)),
            "no steady state: server CPU per token went from 60.00 µs to 40.00 µs over the window"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void voidsATrialWithTheReasonAndItsValues(Measurement faulty, String reason) {
    assertThat(PACED.reasonsAgainst(faulty)).containsExactly(reason);
  }

  @Test
  void judgesNoSendLagFromFewerThanAHundredReplies() {
    var few = Measurements.with(Distribution.SEND_LAG, Measurements.histogramOf(99, 12_000_000));

    assertThat(PACED.reasonsAgainst(few)).isEmpty();
  }

  @Test
  void toleratesOneLateRequestOfAHundred() {
    var lags = Measurements.histogramOf(99, 1_000_000);
    lags.recordValue(500_000_000);
    var oneLate = Measurements.with(Distribution.SEND_LAG, lags);

    assertThat(PACED.reasonsAgainst(oneLate)).isEmpty();
    assertThat(PACED.late(oneLate, Distribution.SEND_LAG)).contains(new Gates.Late(1, 100));
    lags.recordValue(500_000_000);
    assertThat(PACED.reasonsAgainst(oneLate))
        .containsExactly("2 of 101 requests left over 10 ms late, more than 1 %");
  }

  @ParameterizedTest
  @CsvSource({"32_401", "39_599"})
  void toleratesATenthMoreOrFewerTokensThanPlanned(String received) {
    assertThat(PACED.reasonsAgainst(received(Long.parseLong(received.replace("_", ""))))).isEmpty();
  }

  @Test
  void voidsATrialWhoseScheduleWasNotKept() {
    assertThat(PACED.reasonsAgainst(received(30_000)))
        .containsExactly(
            "the schedule was not kept: 30,000 tokens arrived inside the window, 36,000 were planned");
  }

  private static Measurement received(long inWindow) {
    return Measurements.with(
        new TokenCounts(40_150, 150, 36_000, inWindow, 40_000, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void takesTheSendLagBoundFromTheParameters() {
    var late = Measurements.with(Distribution.SEND_LAG, Measurements.histogramOf(100, 12_000_000));

    assertThat(Gates.of(Map.of(Gates.SEND_LAG_PARAMETER, "13")).reasonsAgainst(late)).isEmpty();
  }

  @Test
  void toleratesAQuarterOfTrendInServerCpu() {
    var drifting = Measurements.withSlices(slices(50_000_000, 38_000_000));

    assertThat(PACED.reasonsAgainst(drifting)).isEmpty();
  }

  @Test
  void toleratesNoiseWithoutATrend() {
    long[] micros = {12, 16, 11, 15, 10, 17, 12, 11, 16};
    var noisy =
        Measurements.withSlices(
            IntStream.range(0, micros.length)
                .mapToObj(i -> new Slice(i, 1_000, micros[i] * 1_000_000, 0, 0))
                .toList());

    assertThat(PACED.reasonsAgainst(noisy)).isEmpty();
  }

  private static List<String> reasons(String kind, Record part) {
    return Gates.of(Map.of(TrialKind.PARAMETER, kind)).reasonsAgainst(Measurements.with(part));
  }

  @Test
  void letsARampRefuseCutAndOweStreams() {
    assertThat(reasons("ramp", new ConnectionCounts(120, 90, 30, 7, 5, 0, 4))).isEmpty();
    assertThat(
            reasons("ramp", new TokenCounts(40_150, 150, 36_000, 9_000, 40_000, 0, 0, 0, 0, 0, 0)))
        .isEmpty();
    assertThat(
            Gates.of(Map.of(TrialKind.PARAMETER, "ramp"))
                .reasonsAgainst(Measurements.withSlices(slices(60_000_000, 40_000_000))))
        .isEmpty();
  }

  @Test
  void letsAFailoverCutStreamsAndLoseReplies() {
    assertThat(reasons("failover", new ConnectionCounts(120, 90, 30, 7, 0, 0, 0))).isEmpty();
    assertThat(reasons("failover", new Interruptions(0, 0, 40, 30, 10, 3, 100))).isEmpty();
    assertThat(
            reasons(
                "failover", new TokenCounts(20_000, 150, 36_000, 9_000, 40_000, 0, 0, 0, 0, 0, 0)))
        .isEmpty();
    assertThat(
            Gates.of(Map.of(TrialKind.PARAMETER, "failover"))
                .reasonsAgainst(Measurements.withSlices(slices(60_000_000, 40_000_000))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ramp", "failover"})
  void letsNoKindOfTrialTellWhatIsNotTrue(String kind) {
    assertThat(reasons(kind, new TokenCounts(40_010, 0, 36_000, 36_000, 40_000, 6, 2, 3, 4, 5, 0)))
        .containsExactly(
            "tokens lost: 6",
            "tokens that came twice: 2",
            "tokens out of order: 3",
            "tokens with other bytes than were sent: 4",
            "tokens before they were due, which only a clock error explains: 5");
    assertThat(reasons(kind, new ConnectionCounts(120, 120, 0, 0, 0, 2, 0)))
        .containsExactly("control records that can't be right: 2");
    assertThat(reasons(kind, new ClockCheck(9_000, 1_500, 30))).hasSize(1);
    assertThat(reasons(kind, new TokenCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        .containsExactly("no token arrived inside the window");
    assertThat(
            Gates.of(Map.of(TrialKind.PARAMETER, kind))
                .reasonsAgainst(Measurements.healthy(200, 600)))
        .containsExactly("the crowd used 90 % of its CPU allowance, more than 80 %");
  }

  @Test
  void asksALadderForLevelsAndNotForTokens() {
    var ladder = Gates.of(Map.of(TrialKind.PARAMETER, "ladder"));

    assertThat(ladder.reasonsAgainst(Measurements.ladder(6_000))).isEmpty();
    assertThat(ladder.reasonsAgainst(Measurements.healthy()))
        .containsExactly("the memory ladder has 0 levels, a slope needs 5");
    assertThat(PACED.reasonsAgainst(Measurements.ladder(6_000)))
        .containsExactly("no token arrived inside the window");
  }

  private static Measurement tokens(
      long lost, long doubled, long outOfOrder, long changed, long early) {
    return Measurements.with(
        new TokenCounts(
            40_000 + lost + changed,
            0,
            36_000,
            36_000,
            40_000,
            lost,
            doubled,
            outOfOrder,
            changed,
            early,
            0));
  }

  @Test
  void voidARampInTwoOfWhoseSecondsInARowTheCrowdWasFull() {
    assertThat(reasonsWithAFullCrowd(Set.of(10, 11)))
        .containsExactly(
            "the crowd used 85 % of its CPU allowance in second 11 of the ramp, more than 80 % as in the one before");
  }

  @Test
  void forgiveARampSingleSecondsInWhichTheCrowdWasFull() {
    assertThat(reasonsWithAFullCrowd(Set.of(5, 9, 11))).isEmpty();
  }

  private static List<String> reasonsWithAFullCrowd(Set<Integer> full) {
    var seconds =
        IntStream.range(0, 12)
            .mapToObj(i -> new Slice(i, 1_000, 0, full.contains(i) ? 850_000_000 : 0, 0))
            .toList();
    return Gates.of(Map.of(TrialKind.PARAMETER, "ramp"))
        .reasonsAgainst(Measurements.withSlices(seconds));
  }

  /// Nine slices of 1,000 tokens whose CPU goes evenly from one value to the other.
  private static List<Slice> slices(long firstCpuNanos, long lastCpuNanos) {
    return IntStream.range(0, 9)
        .mapToObj(
            i -> new Slice(i, 1_000, firstCpuNanos + (lastCpuNanos - firstCpuNanos) * i / 8, 0, 0))
        .toList();
  }
}
