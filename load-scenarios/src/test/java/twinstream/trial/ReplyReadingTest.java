package twinstream.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import twinstream.reader.ReplyListener;
import twinstream.result.Distribution;
import twinstream.result.ReplyRow;
import twinstream.result.Slo;
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
  private final ReplyRequest request = ReplyRequest.of(20, new Steady(100));
  private int patience = Integer.MAX_VALUE;

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
    patience = 2;
    ReplyReading reading = started();
    token(reading, 0, ORIGIN);
    token(reading, 1, ORIGIN + GAP);
    // In the same read as the one before.
    token(reading, 2, ORIGIN + GAP);
    reading.done();

    reading.closed("");

    assertThat(outcome()).isEqualTo("cancelled");
    assertThat(tally.received).isEqualTo(2);
    assertThat(tally.lost).isZero();
    assertThat(tally.cut).isZero();
    assertThat(tally.rows.getFirst().row().left()).isNotEqualTo(ReplyRow.NEVER);
  }

  @Test
  void staysForTheEndWhenItsReaderHasReadAllTokens() {
    patience = 20;
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
            endless, asked, Integer.MAX_VALUE, ARRIVAL, ARRIVAL + MILLI, tally, new Written());
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
            late, patient, Integer.MAX_VALUE, ARRIVAL, ARRIVAL + MILLI, tally, new Written());
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
    return new ReplyReading(
        planned, request, patience, arrivalNanos, arrivalNanos + MILLI, tally, new Written());
  }

  private void token(ReplyReading reading, int index, long nanos) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    Envelope.PLAIN.write("r1", request.replyText(TokenCorpus.standard()).token(index), buffer);
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
    public void over(ReplyReading reading) {
      progress.add("over");
    }
  }
}
