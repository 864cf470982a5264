package twinstream.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import twinstream.reader.OpenStream;
import twinstream.reader.ReplyListener;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;
import twinstream.result.Slo;
import twinstream.scenario.Patience;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Steady;
import twinstream.workload.TokenCorpus;

/// Hand-driven calls and hand-made times: 100 tokens/s, so token k is due 10 ms times k behind the
/// origin.
class ReplyReadingTest {
  private static final long MILLI = 1_000_000;
  private static final long START = 1_000 * MILLI;
  private static final long ARRIVAL = START + 5 * MILLI;
  private static final long ORIGIN = START + 10 * MILLI;
  private static final long GAP = 10 * MILLI;

  private final Tally tally = new Tally(new Window(START, START + 1_000 * MILLI), Slo.CHAT);
  private final List<String> progress = new ArrayList<>();
  private final Wire wire = new Wire();
  private final ReplyRequest request = ReplyRequest.of(20, new Steady(100));
  private Patience patience = Patience.ENDLESS;

  @Test
  void measuresLatenessFromTheDueTime() {
    ReplyReading reading = started();

    token(reading, 0, ORIGIN + 3 * MILLI);
    // One that is late moves no later due time.
    token(reading, 1, ORIGIN + GAP + 700 * MILLI);
    token(reading, 2, ORIGIN + 2 * GAP + 690 * MILLI);

    assertThat(millis(Distribution.LATENESS)).containsExactly(3L, 690L, 700L);
  }

  @Test
  void measuresTheFirstTokenFromTheIntendedArrival() {
    ReplyReading reading = started();

    token(reading, 0, ARRIVAL + 30 * MILLI);
    token(reading, 1, ARRIVAL + 80 * MILLI);

    assertThat(millis(Distribution.TTFT)).containsExactly(30L);
  }

  @Test
  void splitsTheTimeToTheFirstTokenIntoPartsThatAddUp() {
    token(started(), 0, ARRIVAL + 30 * MILLI);

    assertThat(
            List.of(
                millis(Distribution.SEND_LAG),
                millis(Distribution.CONNECT),
                millis(Distribution.HEADERS),
                millis(Distribution.FIRST_TOKEN)))
        .containsExactly(List.of(1L), List.of(1L), List.of(2L), List.of(26L));
  }

  @Test
  void measuresATokenBehindALostOneFromItsOwnDueTime() {
    ReplyReading reading = started();

    token(reading, 0, ORIGIN + MILLI);
    token(reading, 3, ORIGIN + 3 * GAP + 2 * MILLI);

    assertThat(millis(Distribution.LATENESS)).containsExactly(1L, 2L);
  }

  @Test
  void recordsOverdueTokensAtTheStopWithTheLatenessThatTheyHaveByThen() {
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);

    reading.stop(ORIGIN + 3 * GAP + MILLI);

    // Tokens 1, 2 and 3 were due; token 4 is not late yet.
    assertThat(millis(Distribution.LATENESS)).containsExactly(0L, 1L, 11L, 21L);
  }

  @Test
  void recordsNothingOverdueOfAReplyThatIsDone() {
    ReplyReading reading = started();
    for (int i = 0; i < 20; i++) {
      token(reading, i, ORIGIN + i * GAP);
    }
    reading.done();

    reading.stop(ORIGIN + 900 * MILLI);

    assertThat(of(Distribution.LATENESS).getTotalCount()).isEqualTo(20);
  }

  @Test
  void recordsAFirstTokenThatNeverCameAtTheStop() {
    ReplyReading reading = started();

    reading.stop(ARRIVAL + 400 * MILLI);

    assertThat(millis(Distribution.TTFT)).containsExactly(400L);
  }

  @Test
  void leavesAfterAsManyTokensAsItsReaderHasPatienceFor() {
    patience = afterOneToken(new Patience.Then.Leave());
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    // In the same read as the one before.
    token(reading, 1, ORIGIN);
    reading.done();

    reading.closed("");

    assertThat(outcome()).isEqualTo("cancelled");
    assertThat(tally.received).isOne();
    assertThat(wire.done).containsExactly("close");
    assertThat(tally.lost).isZero();
    assertThat(tally.cut).isZero();
    assertThat(tally.rows.getFirst().row().left()).isNotEqualTo(ReplyRow.NEVER);
  }

  @Test
  void staysForTheEndWhenNothingInterruptsItsReader() {
    ReplyReading reading = started();
    for (int i = 0; i < 20; i++) {
      token(reading, i, ORIGIN + i * GAP);
    }
    reading.done();
    reading.closed("");

    assertThat(outcome()).isEqualTo("done");
  }

  @Test
  void takesTheTimePerTokenOfAReplyThatWasReadToItsEnd() {
    ReplyReading reading = started();
    for (int i = 0; i < 20; i++) {
      token(reading, i, ORIGIN + i * GAP + (i == 19 ? 38 * MILLI : 0));
    }
    reading.done();
    reading.closed("");

    // 19 gaps of 10 ms and 38 ms more.
    assertThat(millis(Distribution.TPOT)).containsExactly(12L);
  }

  @Test
  void takesNoTimePerTokenOfAReplyThatStillRuns() {
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    token(reading, 1, ORIGIN + GAP);

    reading.stop(ORIGIN + 2 * GAP);

    assertThat(of(Distribution.TPOT).getTotalCount()).isZero();
  }

  @Test
  void tellsInItsRowHowEvenlyItsTokensCame() {
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    token(reading, 1, ORIGIN + GAP + 101 * MILLI);
    reading.stop(ORIGIN + GAP + 102 * MILLI);

    ReplyRow row = tally.rows.getFirst().row();
    assertThat(row.stalls()).as("one of 101 ms, one that has lasted for 1 ms").isOne();
    assertThat(row.deadlinesMet()).isEqualTo(2);
    assertThat(tally.rows.getFirst().seen()).isEqualTo(2);
    assertThat(tally.rows.getFirst().id()).isEqualTo("r1");
  }

  @Test
  void countsAStreamThatEndsBeforeItsReplyAsCut() {
    ReplyReading reading = started();

    reading.closed("");

    assertThat(tally.cut).isEqualTo(1);
    assertThat(outcome()).isEqualTo("cut");
  }

  @Test
  void countsAStreamThatNeverOpenedAsFailed() {
    ReplyReading reading = reading(ARRIVAL);

    reading.refused(503, "busy");
    reading.closed("");

    assertThat(tally.failed).isEqualTo(1);
    assertThat(outcome()).isEqualTo("refused");
  }

  @Test
  void countsAStreamThatItLeavesItselfAsNeitherCutNorFailed() {
    started().stop(ORIGIN);

    assertThat(tally.cut + tally.failed).isZero();
    assertThat(outcome()).isEqualTo("running");
  }

  @Test
  void countsMissingTokensOfAReplyThatIsDoneAsLost() {
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);

    reading.done();
    reading.closed("");

    assertThat(tally.lost).isEqualTo(19);
  }

  @Test
  void countsATokenBeforeTheControlRecordAsChanged() {
    ReplyReading reading = reading(ARRIVAL);
    reading.opened(ARRIVAL);

    token(reading, 0, ORIGIN);

    assertThat(tally.changed).isEqualTo(1);
  }

  @Test
  void countsAStreamThatStopsInTheMiddleAsSilent() {
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);

    reading.stop(ORIGIN + GAP + 1_001 * MILLI);

    assertThat(tally.silent).isOne();
    assertThat(outcome()).isEqualTo("silent");
  }

  @Test
  void countsAStreamAsSilentThatWentQuietInTheWindowAndIsLeftShortlyBehindIt() {
    var endless = new PlannedReply(0, 1_000, 0, request.seed());
    var asked = ReplyRequest.of(1_000, new Steady(100));
    var reading =
        new ReplyReading(
            endless, asked, Patience.ENDLESS, ARRIVAL, ARRIVAL + MILLI, tally, new Written());
    reading.connected(ARRIVAL + 2 * MILLI);
    reading.opened(ARRIVAL + 4 * MILLI);
    record(reading, ORIGIN, 1_000);
    token(reading, 0, ORIGIN);

    // The window ends 1,000 ms behind its start.
    reading.stop(START + 1_200 * MILLI);

    assertThat(tally.silent).isOne();
  }

  @Test
  void countsNoStreamAsSilentThatWasHeardInTheLastSecond() {
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    token(reading, 1, ORIGIN + 900 * MILLI);

    reading.stop(ORIGIN + 1_800 * MILLI);

    assertThat(tally.silent).isZero();
  }

  @Test
  void countsNoStreamAsSilentThatOwesNothingYet() {
    var late = new PlannedReply(0, 20, 5_000 * MILLI, request.seed());
    var patient =
        new ReplyRequest(20, new Steady(100), 5_000, request.seed(), Envelope.PLAIN, null, 0, null);
    var reading =
        new ReplyReading(
            late, patient, Patience.ENDLESS, ARRIVAL, ARRIVAL + MILLI, tally, new Written());
    start(reading);

    reading.stop(ORIGIN + 2_000 * MILLI);

    assertThat(tally.silent).isZero();
    assertThat(tally.undue).as("its first token was not due yet").isOne();
    assertThat(of(Distribution.TTFT).getTotalCount()).isZero();
  }

  @Test
  void countsAStreamWithoutAControlRecordAsSilent() {
    ReplyReading reading = reading(ARRIVAL);
    reading.connected(ARRIVAL + 2 * MILLI);
    reading.opened(ARRIVAL + 4 * MILLI);

    reading.stop(ARRIVAL + 1_100 * MILLI);

    assertThat(tally.silent).isOne();
  }

  @Test
  void countsAReplyWithoutItsEndAsSilent() {
    ReplyReading reading = started();
    for (int i = 0; i < 20; i++) {
      token(reading, i, ORIGIN + i * GAP);
    }

    reading.stop(ORIGIN + 19 * GAP + 1_001 * MILLI);

    assertThat(tally.silent).isOne();
  }

  @Test
  void countsAStreamThatStaysOpenBehindItsEndAsSilent() {
    ReplyReading reading = started();
    for (int i = 0; i < 20; i++) {
      token(reading, i, ORIGIN + i * GAP);
    }
    reading.done();

    reading.stop(ORIGIN + 19 * GAP + 1_001 * MILLI);

    assertThat(tally.silent).isOne();
  }

  @Test
  void countsASecondEndAsDoubled() {
    ReplyReading reading = started();
    reading.done();
    reading.done();

    assertThat(tally.doubled).isOne();
  }

  @Test
  void countsASecondControlRecordAsContradiction() {
    ReplyReading reading = started();
    record(reading, ORIGIN, 20);

    assertThat(tally.contradicted).isOne();
  }

  @Test
  void countsAControlRecordOfAnotherLengthAsContradiction() {
    ReplyReading reading = connected();
    record(reading, ORIGIN, 7);

    assertThat(tally.contradicted).isOne();
  }

  @Test
  void countsAnOriginBeforeTheRequestOrBehindItsRecordAsContradiction() {
    record(connected(), ARRIVAL + MILLI, 20);
    record(connected(), ORIGIN + MILLI, 20);
    record(connected(), ORIGIN, 20);

    assertThat(tally.contradicted).isEqualTo(2);
  }

  private ReplyReading connected() {
    ReplyReading reading = reading(ARRIVAL);
    reading.connected(ARRIVAL + 2 * MILLI);
    return reading;
  }

  @Test
  void tellsItsProgressOnce() {
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    token(reading, 1, ORIGIN + GAP);
    reading.closed("");
    reading.closed("");

    assertThat(progress).containsExactly("opened", "first token", "over");
  }

  @Test
  void leavesFirstTokensOfRepliesFromOutsideTheWindowUnmeasured() {
    ReplyReading reading = reading(START - 1);
    start(reading);

    token(reading, 0, ORIGIN);

    assertThat(of(Distribution.TTFT).getTotalCount()).isZero();
  }

  @Test
  void readsNothingMoreOnceItStalls() {
    patience = afterOneToken(new Patience.Then.Stall());
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    token(reading, 1, ORIGIN + GAP);

    reading.stop(ORIGIN + 2_000 * MILLI);

    assertThat(wire.done).containsExactly("stall", "close");
    assertThat(outcome()).isEqualTo("stalled");
    assertThat(tally.received).isOne();
    assertThat(tally.stalled).isOne();
    assertThat(of(Distribution.LATENESS).getTotalCount()).as("none overdue").isOne();
    assertThat(tally.silent + tally.cut + tally.lost).isZero();
    assertThat(tally.rows.getFirst().unread()).containsExactly(1);
  }

  @Test
  void isNoCutStreamWhereTheServerCutsOneThatStalls() {
    patience = afterOneToken(new Patience.Then.Stall());
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    reading.closed("the server sent RST_STREAM");

    assertThat(outcome()).isEqualTo("stalled");
    assertThat(tally.cut).isZero();
    assertThat(progress).endsWith("over");
  }

  @Test
  void goesOnWithTheReplyWhereItsReaderComesBack() {
    ReplyReading reading = cutAfterOneToken();
    assertThat(reading.comeBack()).isEqualTo("/stream?reply=r1&from=1");
    goOn(reading, 1, "", ORIGIN + 3 * GAP + 5 * MILLI);
    // Due 10, 20 and 30 ms behind the origin, while nobody was there; and one that was not.
    for (int i = 1; i < 4; i++) {
      tokenAndBack(reading, i, ORIGIN + 3 * GAP + 6 * MILLI);
    }
    tokenAndBack(reading, 4, ORIGIN + 4 * GAP + 2 * MILLI);

    assertThat(millis(Distribution.LATENESS)).containsExactly(0L, 2L);
    assertThat(millis(Distribution.RESUME_GAP).getLast()).isEqualTo(36L);
    assertThat(tally.lost + tally.doubled + tally.changed + tally.contradicted).isZero();
    assertThat(tally.received).isEqualTo(5);
  }

  @Test
  void ignoresWhatArrivesOnTheStreamThatBroke() {
    ReplyReading reading = cutAfterOneToken();
    token(reading, 1, ORIGIN + GAP);
    reading.done();

    assertThat(tally.received).isOne();
    assertThat(tally.lost).isZero();
    assertThat(progress).endsWith("away");
  }

  @Test
  void countsARestThatDoesNotBeginWhereItBrokeOffAsContradiction() {
    ReplyReading reading = cutAfterOneToken();
    var _ = reading.comeBack();
    goOn(reading, 2, "", ORIGIN + 3 * GAP);

    assertThat(tally.contradicted).isOne();
    assertThat(tally.resumed).isOne();
  }

  @Test
  void countsAReaderWhoCameBackInVain() {
    ReplyReading reading = cutAfterOneToken();
    var _ = reading.comeBack();
    reading.refused(410, "expired");
    reading.closed("");

    assertThat(tally.refusedBack).isOne();
    assertThat(outcome()).isEqualTo("refused");
    assertThat(tally.cut + tally.failed).isZero();
    assertThat(progress).endsWith("over");
  }

  @Test
  void countsAReturnThatIsCutByAnybodyElseAsCut() {
    ReplyReading reading = cutAfterOneToken();
    var _ = reading.comeBack();
    reading.closed("could not connect");

    assertThat(tally.cut).isOne();
    assertThat(outcome()).isEqualTo("cut");
  }

  @Test
  void isStillRunningWhereTheTrialEndsWhileItsReaderIsAway() {
    cutAfterOneToken().stop(ORIGIN + 10 * GAP);

    assertThat(outcome()).isEqualTo("running");
    assertThat(tally.rows.getFirst().unread()).containsExactly(1);
    assertThat(tally.silent).isZero();
    assertThat(of(Distribution.LATENESS).getTotalCount()).isOne();
    assertThat(of(Distribution.RESUME_GAP).getTotalCount()).isZero();
  }

  @Test
  void recordsTheGapSoFarOfAReaderWhoWaitsForTheRestAtTheEnd() {
    ReplyReading reading = cutAfterOneToken();
    var _ = reading.comeBack();
    reading.stop(ORIGIN + 10 * GAP);

    assertThat(millis(Distribution.RESUME_GAP)).containsExactly(100L);
    assertThat(of(Distribution.LATENESS).getTotalCount()).isOne();
  }

  @Test
  void holdsTheServersHashAgainstTheTextsThatItHas() {
    String right = sha256(new String(text(0), UTF_8) + "Zz09-_");
    for (String hash : List.of(right, sha256(new String(text(0), UTF_8) + "AAAAAA"))) {
      ReplyReading reading = cutAfterOneMarkedToken();
      var _ = reading.comeBack();
      goOn(reading, 1, ",\"hash\":\"" + hash + "\"", ORIGIN + 2 * GAP);
    }

    assertThat(tally.changed).isZero();
    assertThat(tally.contradicted).as("the second of the two").isOne();
  }

  // Interrupted after each token that it gets, the reader is back at once.
  private void tokenAndBack(ReplyReading reading, int index, long nanos) {
    token(reading, index, nanos);
    if (index > 0 && reading.waitNanos() > 0) {
      reading.closed("");
      var _ = reading.comeBack();
      goOn(reading, index + 1, "", nanos);
    }
  }

  @Test
  void comesBackWhateverBrokeWhereThePlanSaysSo() {
    ReplyReading reading = perseveringWithOneToken();
    reading.closed("reset by peer");

    assertThat(progress).endsWith("away");
    assertThat(reading.comeBack()).isEqualTo("/stream?reply=r1&from=1");
    goOn(reading, 1, "", ORIGIN + 30 * GAP);
    token(reading, 1, ORIGIN + 31 * GAP);

    assertThat(tally.cuts).isOne();
    assertThat(tally.resumed).isOne();
    assertThat(tally.comebacks).hasSize(1);
    assertThat(millis(Distribution.RESUME_GAP)).containsExactly(310L);
    assertThat(tally.cut + tally.failed + tally.lost + tally.lostReplies).isZero();
  }

  @Test
  void triesAgainWhereTheServerThatItAskedIsBusyOrGone() {
    ReplyReading reading = perseveringWithOneToken();
    reading.closed("reset by peer");
    var _ = reading.comeBack();
    reading.refused(503, "stopping");
    reading.closed("");
    assertThat(progress).endsWith("away");
    var _ = reading.comeBack();
    reading.closed("could not connect");
    assertThat(progress).endsWith("away");
    var _ = reading.comeBack();
    goOn(reading, 1, "", ORIGIN + 30 * GAP);
    token(reading, 1, ORIGIN + 31 * GAP);

    // One break, however often the reader had to knock.
    assertThat(tally.cuts).isOne();
    assertThat(tally.comebacks).hasSize(3);
    assertThat(millis(Distribution.RESUME_GAP)).containsExactly(310L);
    assertThat(tally.lostReplies).isZero();
  }

  @Test
  void countsAReplyAsLostWhoseRestNobodyHas() {
    ReplyReading reading = perseveringWithOneToken();
    reading.closed("reset by peer");
    var _ = reading.comeBack();
    reading.refused(404, "not known here");
    reading.closed("");

    assertThat(outcome()).isEqualTo("lost");
    assertThat(tally.lostReplies).isOne();
    assertThat(tally.lostTokens).isEqualTo(19);
    assertThat(progress).endsWith("over");
  }

  @Test
  void countsAReplyAsLostWhoseTokensNoServerHasHeardOf() {
    patience = new Patience(0, 1, new Patience.Then.ComeBack(Duration.ofMillis(20), true, true));
    ReplyReading reading = markedToken();
    reading.closed("reset by peer");
    var _ = reading.comeBack();
    goOn(reading, 1, ",\"hash\":\"" + sha256("other text") + "\"", ORIGIN + 3 * GAP);

    assertThat(tally.lostReplies).isOne();
    assertThat(tally.contradicted).isZero();
    assertThat(wire.done).endsWith("close");
    reading.closed("");
    assertThat(outcome()).isEqualTo("lost");
  }

  @Test
  void countsAReplyAsLostWhoseReaderIsStillKnockingAtTheEnd() {
    ReplyReading reading = perseveringWithOneToken();
    reading.closed("reset by peer");
    var _ = reading.comeBack();
    reading.refused(503, "stopping");
    reading.closed("");

    reading.stop(ORIGIN + 2_000 * MILLI);

    assertThat(outcome()).isEqualTo("lost");
    assertThat(tally.lostTokens).isEqualTo(19);
    assertThat(of(Distribution.RESUME_GAP).getMaxValue()).isGreaterThan(1_900 * MILLI);
  }

  @Test
  void asksAnewForAReplyOfWhichNothingHadCome() {
    patience = persevering();
    ReplyReading reading = reading(ARRIVAL);
    reading.closed("could not connect");

    assertThat(progress).endsWith("away");
    assertThat(reading.comeBack()).isEqualTo("/stream?" + request.query());
    start(reading);
    token(reading, 0, ORIGIN + MILLI);
    assertThat(tally.opened).isOne();
    assertThat(tally.cuts).isZero();
    assertThat(tally.comebacks).hasSize(1);
    assertThat(millis(Distribution.TTFT)).containsExactly(6L);
  }

  @Test
  void tellsTheConnectOfTheStreamThatOpenedWhereItBrokeBeforeAnythingCame() {
    patience = persevering();
    ReplyReading reading = reading(ARRIVAL);
    reading.connected(ARRIVAL + MILLI);
    reading.opened(ARRIVAL + MILLI);
    reading.closed("");

    assertThat(reading.comeBack()).isEqualTo("/stream?" + request.query());
    start(reading);
    token(reading, 0, ORIGIN + MILLI);
    assertThat(tally.early).isZero();
    assertThat(millis(Distribution.CONNECT)).containsExactly(0L);
    assertThat(millis(Distribution.HEADERS)).containsExactly(0L);
    assertThat(millis(Distribution.FIRST_TOKEN)).containsExactly(5L);
  }

  private static Patience persevering() {
    return new Patience(0, 1, new Patience.Then.ComeBack(Duration.ofMillis(20), false, true));
  }

  private ReplyReading perseveringWithOneToken() {
    patience = persevering();
    ReplyReading reading = started();
    tokenAndBack(reading, 0, ORIGIN);
    return reading;
  }

  private ReplyReading cutAfterOneToken() {
    patience = afterOneToken(new Patience.Then.ComeBack(Duration.ofMillis(20), false));
    ReplyReading reading = started();
    tokenAndBack(reading, 0, ORIGIN);
    assertThat(wire.done).endsWith("cut");
    reading.closed("");
    assertThat(progress).endsWith("away");
    return reading;
  }

  private ReplyReading cutAfterOneMarkedToken() {
    patience = afterOneToken(new Patience.Then.ComeBack(Duration.ofMillis(20), true));
    ReplyReading reading = markedToken();
    reading.closed("");
    return reading;
  }

  private ReplyReading markedToken() {
    var planned = new PlannedReply(0, 20, 0, request.seed());
    var asked = request.withNonce("n");
    var reading =
        new ReplyReading(planned, asked, patience, ARRIVAL, ARRIVAL + MILLI, tally, new Written());
    reading.on(wire);
    start(reading);
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    byte[] marked = (new String(text(0), UTF_8) + "Zz09-_").getBytes(UTF_8);
    Envelope.PLAIN.write(Ascii.of("r1"), 0, marked, buffer);
    reading.token(buffer.array(), 0, buffer.position(), ReplyListener.NO_INDEX, ORIGIN);
    return reading;
  }

  private byte[] text(int index) {
    return request.replyText(TokenCorpus.standard()).text(index);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void goOn(ReplyReading reading, int from, String more, long nanos) {
    byte[] record =
        "{\"reply\":\"r1\",\"originNanos\":\"%d\",\"stepNanos\":\"0\",\"tokens\":20,\"from\":%d%s}"
            .formatted(ORIGIN, from, more)
            .getBytes(US_ASCII);
    reading.connected(nanos);
    reading.opened(nanos);
    reading.started(record, 0, record.length, nanos);
  }

  private ReplyReading started() {
    ReplyReading reading = reading(ARRIVAL);
    start(reading);
    return reading;
  }

  private void start(ReplyReading reading) {
    reading.connected(ARRIVAL + 2 * MILLI);
    reading.opened(ARRIVAL + 4 * MILLI);
    record(reading, ORIGIN, 20);
  }

  private static void record(ReplyReading reading, long originNanos, int tokens) {
    byte[] record =
        "{\"reply\":\"r1\",\"originNanos\":\"%d\",\"stepNanos\":\"0\",\"tokens\":%d}"
            .formatted(originNanos, tokens)
            .getBytes(US_ASCII);
    reading.started(record, 0, record.length, ORIGIN + MILLI / 2);
  }

  private ReplyReading reading(long arrivalNanos) {
    var planned = new PlannedReply(0, 20, 0, request.seed());
    var reading =
        new ReplyReading(
            planned, request, patience, arrivalNanos, arrivalNanos + MILLI, tally, new Written());
    reading.on(wire);
    return reading;
  }

  private static Patience afterOneToken(Patience.Then then) {
    return new Patience(1, 1, then);
  }

  private void token(ReplyReading reading, int index, long nanos) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    Envelope.PLAIN.write(
        Ascii.of("r1"), request.replyText(TokenCorpus.standard()).token(index), buffer);
    reading.token(buffer.array(), 0, buffer.position(), ReplyListener.NO_INDEX, nanos);
  }

  private List<Long> millis(Distribution distribution) {
    List<Long> values = new ArrayList<>();
    of(distribution)
        .recordedValues()
        .forEach(value -> {
          for (long i = 0; i < value.getCountAtValueIteratedTo(); i++) {
            values.add(Math.round(value.getValueIteratedTo() / (double) MILLI));
          }
        });
    return values;
  }

  private Histogram of(Distribution distribution) {
    return Objects.requireNonNull(tally.distributions.get(distribution));
  }

  private String outcome() {
    return tally.rows.stream().map(ended -> ended.row().outcome()).findFirst().orElse("none");
  }

  /// Notes what is done to the stream.
  private static final class Wire implements OpenStream {
    final List<String> done = new ArrayList<>();

    @Override
    public void close() {
      done.add("close");
    }

    @Override
    public void cut() {
      done.add("cut");
    }

    @Override
    public void stall() {
      done.add("stall");
    }

    @Override
    public void gather() {
      done.add("gather");
    }
  }

  private final class Written implements ReplyReading.Progress {
    @Override
    public void opened(ReplyReading reading) {
      progress.add("opened");
    }

    @Override
    public void firstToken(ReplyReading reading) {
      progress.add("first token");
    }

    @Override
    public void away(ReplyReading reading) {
      progress.add("away");
    }

    @Override
    public void over(ReplyReading reading) {
      progress.add("over");
    }
  }
}
