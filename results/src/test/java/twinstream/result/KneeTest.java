package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KneeTest {
  private static final long MILLI = 1_000_000;

  /// Ten seconds of 100, 200, … tokens; each with the highest lateness given for it.
  private static Measurement ramp(List<ReplyRow> rows, int... lateMillis) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < lateMillis.length; i++) {
      slices.add(new Slice(i, 100 * (i + 1), 0, 0, 0, lateMillis[i] * MILLI));
    }
    var of = Measurements.withReplies(rows);
    return new Measurement(
        of.windowNanos(),
        of.edgeErrorNanos(),
        of.slo(),
        of.distributions(),
        of.tokens(),
        of.smoothness(),
        of.connections(),
        of.server(),
        of.crowd(),
        of.counters(),
        of.surroundings(),
        of.clock(),
        slices,
        List.of(),
        rows);
  }

  private static List<ReplyRow> oneASecond(int count) {
    List<ReplyRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Rows.row(1_000L * i + 500, 0, 1_000L * i + 510, 20_000, 5, "running"));
    }
    return rows;
  }

  @Test
  void liesBeforeTheFirstTwoSecondsThatBreakTheBoundOnTokens() {
    var seen = ramp(oneASecond(10), 1, 60, 1, 1, 60, 60, 1);

    assertThat(Metric.STREAMS_AT_SLO.value(seen).orElseThrow()).isEqualTo(4);
    assertThat(Metric.TOKENS_AT_SLO.value(seen).orElseThrow()).isCloseTo(300, within(1e-9));
    assertThat(Metric.PEAK_TOKENS.value(seen).orElseThrow()).isCloseTo(600, within(1e-9));
  }

  @Test
  void isNotReachedWithoutTwoSuchSecondsInARow() {
    var seen = ramp(oneASecond(10), 60, 1, 60, 1, 60);

    assertThat(Metric.STREAMS_AT_SLO.value(seen)).isEmpty();
    assertThat(Metric.TOKENS_AT_SLO.value(seen)).isEmpty();
    assertThat(Metric.PEAK_TOKENS.value(seen)).isPresent();
  }

  @Test
  void isAtNoStreamsWhereTheFirstSecondsBreakIt() {
    assertThat(Metric.STREAMS_AT_SLO.value(ramp(oneASecond(3), 60, 60, 1)).orElseThrow()).isZero();
  }

  @Test
  void countsRepliesThatNeverBeganAsTooLate() {
    List<ReplyRow> rows = new ArrayList<>(oneASecond(2));
    for (int second = 2; second < 4; second++) {
      rows.add(refused(second, "refused"));
      rows.add(refused(second, "refused"));
      rows.add(Rows.row(1_000L * second + 500, 0, 1_000L * second + 510, 20_000, 5, "running"));
    }

    assertThat(Metric.STREAMS_AT_SLO.value(ramp(rows, 1, 1, 1, 1)).orElseThrow()).isEqualTo(2);
  }

  @Test
  void leavesOutRepliesWhoseFirstTokenTheTrialDidNotWaitFor() {
    List<ReplyRow> rows = List.of(refused(0, "running"), refused(1, "running"));

    assertThat(Metric.STREAMS_AT_SLO.value(ramp(rows, 1, 1))).isEmpty();
  }

  @Test
  void countsAStreamUntilItsLastToken() {
    var rows = List.of(Rows.done(0, 0, 10, 1_500, 5), Rows.done(100, 0, 110, 2_500, 5));

    assertThat(Metric.STREAMS_AT_SLO.value(ramp(rows, 1, 1, 60, 60)).orElseThrow()).isEqualTo(2);
  }

  @Test
  void belongsToRampsAlone() {
    var seen = ramp(oneASecond(10), 1, 60, 60);
    var key = new TrialKey("scale", "alpha", 1, 1, 1, 1);
    var ramp =
        Result.of(key, java.time.Instant.EPOCH, Map.of("kind", "ramp"), seen, List.of(), "e");
    var paced =
        Result.of(key, java.time.Instant.EPOCH, Map.of("kind", "paced"), seen, List.of(), "e");

    assertThat(ramp.value(Metric.STREAMS_AT_SLO)).isPresent();
    assertThat(paced.value(Metric.STREAMS_AT_SLO)).isEmpty();
    assertThat(paced.value(Metric.PEAK_TOKENS)).isEmpty();
  }

  private static ReplyRow refused(int second, String outcome) {
    return new ReplyRow(
        1,
        1_000 * MILLI * second,
        0,
        0,
        ReplyRow.NEVER,
        0,
        ReplyRow.NEVER,
        ReplyRow.NEVER,
        0,
        5,
        0,
        0,
        0,
        0,
        ReplyRow.NEVER,
        ReplyRow.UNKNOWN,
        ReplyRow.NEVER,
        outcome);
  }
}
