package twinstream.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Message;
import twinstream.workload.Ascii;
import twinstream.workload.PlannedReply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Steady;
import twinstream.workload.TokenCorpus;

final class HeardReplyTest {
  private static final long MILLI = 1_000_000;
  private static final long ORIGIN_NANOS = 1L << 60;
  private static final int TOKENS = 3;
  private static final ReplyRequest REQUEST = ReplyRequest.of(TOKENS, new Steady(100));

  private final Observations seen = new Observations();
  private final HeardReply reply =
      new HeardReply(
          new PlannedReply(0, TOKENS, 0, REQUEST.seed()), REQUEST, seen, ORIGIN_NANOS - MILLI);

  @Test
  void timesEachTokenAgainstItsDueTime() {
    begin();
    take(token(0), 2);
    take(token(1), 13);
    take(token(2), 25);
    take("[DONE]", 26);

    assertThat(reply.verdict()).isEqualTo(HeardReply.WHOLE);
    assertThat(millis(seen.take(Observations.Clocks::lateness))).containsExactly(2L, 3L, 5L);
    assertThat(millis(seen.take(Observations.Clocks::gap))).containsExactly(11L, 12L);
    assertThat(millis(seen.firstToken(false))).containsExactly(3L);
  }

  @Test
  void missesATokenThatWasLeftOut() {
    begin();
    take(token(0), 1);
    take(token(2), 21);

    assertThat(reply.verdict()).startsWith("after 1 of 3 tokens: not the token planned");
  }

  @Test
  void noticesATokenThatCameTwice() {
    begin();
    take(token(0), 1);
    take(token(0), 11);

    assertThat(reply.verdict()).startsWith("after 1 of 3 tokens: not the token planned");
  }

  @Test
  void noticesATokenWhoseTextWasChanged() {
    begin();
    take(token(0).replace("\"}", "x\"}"), 1);

    assertThat(reply.verdict()).startsWith("after 0 of 3 tokens: not the token planned");
  }

  @Test
  void noticesAReplyThatEndedTooSoon() {
    begin();
    take(token(0), 1);
    take("[DONE]", 2);

    assertThat(reply.verdict()).isEqualTo("after 1 of 3 tokens: the reply ended");
  }

  @Test
  void trustsNoClockOnWhichATokenIsEarly() {
    begin();
    take(token(0), -1);

    assertThat(reply.verdict()).contains("1000000 ns before it was due");
  }

  @Test
  void saysWhatCameInsteadOfAControlRecord() {
    take("{\"code\":\"bad-request\"}", 1);

    assertThat(reply.verdict()).contains("no control record, but {\"code\":\"bad-request\"}");
  }

  private void begin() {
    take(new String(new Message.Start("r1", ORIGIN_NANOS, 0, TOKENS).json(), UTF_8), 0);
  }

  private void take(String message, long millisAfterOrigin) {
    boolean over = reply.take(message, ORIGIN_NANOS + millisAfterOrigin * MILLI);

    assertThat(over).isEqualTo(reply.verdict() != null);
  }

  private static String token(int index) {
    ByteBuffer json = ByteBuffer.allocate(1_000);
    REQUEST
        .envelope()
        .write(Ascii.of("r1"), REQUEST.replyText(TokenCorpus.standard()).token(index), json);
    return new String(json.array(), 0, json.position(), UTF_8);
  }

  /// The values in whole milliseconds, which three digits give exactly enough.
  private static List<Long> millis(Histogram nanos) {
    var values = new ArrayList<Long>();
    nanos
        .recordedValues()
        .forEach(value -> values.add(Math.round((double) value.getValueIteratedTo() / MILLI)));
    return values;
  }
}
