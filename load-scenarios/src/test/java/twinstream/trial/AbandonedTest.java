package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import twinstream.result.ReplyRow;

class AbandonedTest {
  private static final long ZERO = 1_000;

  private static Tally.Ended ended(String id, int seen, String outcome) {
    return new Tally.Ended(
        id,
        seen,
        outcome.equals("done") ? List.of() : List.of(seen),
        outcome.equals("cancelled") ? ZERO + 500 : ReplyRow.NEVER,
        new ReplyRow(
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            20,
            seen,
            0,
            0,
            0,
            outcome.equals("cancelled") ? 100 : ReplyRow.NEVER,
            ReplyRow.UNKNOWN,
            ReplyRow.NEVER,
            outcome));
  }

  private static Abandoned told(String id, int produced, long lastNanos) {
    return new Abandoned(Map.of(id, List.of(new Abandoned.Departure(produced, lastNanos))), true);
  }

  @Test
  void hasInFlightWhatWasProducedAndNotSeen() {
    var replies = List.of(ended("a", 7, "running"), ended("b", 20, "done"));

    assertThat(told("a", 9, 0).inFlight(replies)).isEqualTo(2);
  }

  @Test
  void hasAllThatWasAskedForInFlightOfAReplyThatTheServerHadFinished() {
    assertThat(told("x", 0, 0).inFlight(List.of(ended("a", 18, "running")))).isEqualTo(2);
  }

  @Test
  void hasInFlightWhatReachedNoReaderAtAll() {
    assertThat(told("stray", 3, 0).inFlight(List.of(ended("", 0, "running")))).isEqualTo(3);
  }

  @Test
  void knowsNothingInFlightWhereTheServerForgets() {
    var forgetful = new Abandoned(Map.of(), false);

    assertThat(forgetful.inFlight(List.of(ended("a", 7, "running")))).isEqualTo(-1);
  }

  @Test
  void waitsForTheServerToTellOfEachReplyThatWasNotReadToItsEnd() {
    var replies =
        List.of(ended("a", 7, "running"), ended("b", 20, "done"), ended("", 0, "refused"));

    assertThat(told("b", 20, 0).knows(replies)).isFalse();
    assertThat(told("a", 9, 0).knows(replies)).isTrue();
  }

  @Test
  void putsWhatTheServerToldIntoTheRow() {
    ReplyRow row = told("a", 9, ZERO + 77).row(ended("a", 7, "cancelled"), ZERO);

    assertThat(row.produced()).isEqualTo(9);
    assertThat(row.lastProduced()).isEqualTo(77);
  }

  @Test
  void takesAllThatWasAskedForAsWastedWhereTheServerNeverNoticed() {
    ReplyRow row = told("x", 0, 0).row(ended("a", 7, "cancelled"), ZERO);

    assertThat(row.produced()).isEqualTo(20);
    assertThat(row.cancelNanos()).isEqualTo(400);
  }

  @Test
  void takesNothingAsWastedWhereTheServerForgets() {
    var forgetful = new Abandoned(Map.of(), false);

    assertThat(forgetful.row(ended("a", 7, "cancelled"), ZERO).produced())
        .isEqualTo(ReplyRow.UNKNOWN);
  }

  @Test
  void leavesTheRowOfAReplyThatWasReadAsItIs() {
    // Another reply may have the id of one that is over.
    ReplyRow row = told("a", 9, ZERO + 77).row(ended("a", 20, "done"), ZERO);

    assertThat(row.produced()).isEqualTo(ReplyRow.UNKNOWN);
  }

  @Test
  void hasNoLastTokenOfAReplyWithoutAny() {
    assertThat(told("a", 0, 0).row(ended("a", 0, "running"), ZERO).lastProduced())
        .isEqualTo(ReplyRow.NEVER);
  }

  @Test
  void hasInFlightWhatWasSentOnEachStreamThatBroke() {
    var reply =
        new Tally.Ended("a", 20, List.of(5, 9), ReplyRow.NEVER, ended("a", 20, "done").row());
    var told = Map.of("a", List.of(new Abandoned.Departure(8, 1), new Abandoned.Departure(10, 2)));

    assertThat(new Abandoned(told, true).inFlight(List.of(reply))).isEqualTo(3 + 1);
  }

  @Test
  void hasAllTheRestInFlightOfAStreamThatBrokeWhenTheServerHadFinished() {
    var reply = new Tally.Ended("a", 20, List.of(18), ReplyRow.NEVER, ended("a", 20, "done").row());

    assertThat(new Abandoned(Map.of(), true).inFlight(List.of(reply))).isEqualTo(2);
  }

  @Test
  void hasInFlightWhatTheServerHadBegunForAReaderWhoWasComingBackAtTheEnd() {
    var reply = new Tally.Ended("a", 5, List.of(5), ReplyRow.NEVER, ended("a", 5, "running").row());
    var told = Map.of("a", List.of(new Abandoned.Departure(8, 1), new Abandoned.Departure(7, 2)));

    assertThat(new Abandoned(told, true).inFlight(List.of(reply))).isEqualTo(3 + 2);
  }

  @Test
  void leavesOutWhatTheServerKnewBefore() {
    var departures =
        Map.of(
            "old", List.of(new Abandoned.Departure(7, 1)),
            "own", List.of(new Abandoned.Departure(5, 1)));
    var abandoned = new Abandoned(departures, true);

    assertThat(abandoned.inFlight(List.of())).isEqualTo(12);
    assertThat(abandoned.without(java.util.Set.of("old")).inFlight(List.of())).isEqualTo(5);
    assertThat(abandoned.ids()).containsExactlyInAnyOrder("old", "own");
  }
}
