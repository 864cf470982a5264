package twinstream.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import twinstream.reader.ReplyListener;
import twinstream.result.Slo;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;
import twinstream.workload.TokenCorpus;

/// Each way to spoil a reply is counted as what it is. Envelopes other than `plain` hold no index,
/// so that there only the text can tell; the last argument says whether the transport tells one.
class TokenCheckTest {
  private static final int TOKENS = 600;
  private static final String ID = "r1";

  private final Tally tally = new Tally(new Window(0, 1_000), Slo.CHAT);
  private final Reply reply = new Reply(42, TOKENS, TokenCorpus.standard());

  @ParameterizedTest
  @EnumSource
  void findsNothingWrongWithARightReply(Envelope envelope) {
    var check = check(envelope);
    int[] accepted = IntStream.range(0, TOKENS).map(i -> accept(check, envelope, i, i)).toArray();
    check.ended();

    assertThat(accepted).isEqualTo(IntStream.range(0, TOKENS).toArray());
    assertThat(counts()).isEqualTo("lost 0, doubled 0, out of order 0, changed 0");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN,true",
    "PLAIN,false",
    "OPENAI,true",
    "OPENAI,false",
    "AI_SDK,true",
    "AI_SDK,false"
  })
  void countsATokenThatNeverCameAsLost(Envelope envelope, boolean tells) {
    var order = IntStream.range(0, TOKENS).filter(i -> i != 50);

    assertThat(countsOf(envelope, tells, order))
        .isEqualTo("lost 1, doubled 0, out of order 0, changed 0");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN,true",
    "PLAIN,false",
    "OPENAI,true",
    "OPENAI,false",
    "AI_SDK,true",
    "AI_SDK,false"
  })
  void countsATokenThatCameTwiceAsDoubled(Envelope envelope, boolean tells) {
    var order = IntStream.concat(IntStream.rangeClosed(0, 50), IntStream.range(50, TOKENS));

    assertThat(countsOf(envelope, tells, order))
        .isEqualTo("lost 0, doubled 1, out of order 0, changed 0");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN,true",
    "PLAIN,false",
    "OPENAI,true",
    "OPENAI,false",
    "AI_SDK,true",
    "AI_SDK,false"
  })
  void countsOneOfTwoSwappedTokensAsOutOfOrder(Envelope envelope, boolean tells) {
    var order = IntStream.range(0, TOKENS).map(i -> i == 50 ? 51 : i == 51 ? 50 : i);

    assertThat(countsOf(envelope, tells, order))
        .isEqualTo("lost 0, doubled 0, out of order 1, changed 0");
  }

  @ParameterizedTest
  @EnumSource
  void countsAnotherTextAsChanged(Envelope envelope) {
    var check = check(envelope);
    byte[] spoilt = bytes(envelope, 0);
    spoilt[spoilt.length - 1] ^= 1;

    assertThat(check.accept(spoilt, 0, spoilt.length, -1)).isEqualTo(-1);
    IntStream.range(1, TOKENS).forEach(i -> accept(check, envelope, i, -1));
    check.ended();

    assertThat(counts()).isEqualTo("lost 0, doubled 0, out of order 0, changed 1");
  }

  @ParameterizedTest
  @EnumSource
  void countsATokenThatWasCutAsChanged(Envelope envelope) {
    var check = check(envelope);
    byte[] whole = bytes(envelope, 0);

    assertThat(check.accept(whole, 0, whole.length - 1, 0)).isEqualTo(-1);
    IntStream.range(1, TOKENS).forEach(i -> accept(check, envelope, i, i));
    check.ended();

    assertThat(counts()).isEqualTo("lost 0, doubled 0, out of order 0, changed 1");
  }

  @ParameterizedTest
  @EnumSource
  void countsARightTextUnderAWrongIndexAsChanged(Envelope envelope) {
    var check = check(envelope);

    assertThat(accept(check, envelope, 0, 17)).isEqualTo(-1);
    IntStream.range(1, TOKENS).forEach(i -> accept(check, envelope, i, i));
    check.ended();

    assertThat(counts()).isEqualTo("lost 0, doubled 0, out of order 0, changed 1");
  }

  @ParameterizedTest
  @EnumSource
  void countsWhatIsOwedAtTheEndAsLost(Envelope envelope) {
    assertThat(countsOf(envelope, true, IntStream.range(0, TOKENS - 3)))
        .isEqualTo("lost 3, doubled 0, out of order 0, changed 0");
  }

  @ParameterizedTest
  @EnumSource
  void countsATokenOfAnotherReplyAsChanged(Envelope envelope) {
    var check = check(envelope);
    byte[] foreign =
        "{\"i\":0,\"t\":\"not of the corpus at all\"}"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    check.accept(foreign, 0, foreign.length, ReplyListener.NO_INDEX);

    assertThat(counts()).isEqualTo("lost 0, doubled 0, out of order 0, changed 1");
  }

  @ParameterizedTest
  @EnumSource
  void countsATokenUnderAWrongIdAsChanged(Envelope envelope) {
    var check = check(envelope);

    assertThat(accept(check, envelope, 0, ReplyListener.WRONG_ID)).isEqualTo(-1);
    assertThat(accept(check, envelope, 1, 1)).isEqualTo(1);
    assertThat(counts()).isEqualTo("lost 0, doubled 0, out of order 0, changed 1");
  }

  @ParameterizedTest
  @EnumSource
  void takesATextWithAnyMarkBehindItAndNoOther(Envelope envelope) {
    var check = new TokenCheck(reply, ID, envelope, 0, tally, new Proof());

    assertThat(marked(check, envelope, 0, "AZaz09")).isZero();
    assertThat(marked(check, envelope, 1, "-_-_-_")).isOne();
    assertThat(marked(check, envelope, 2, "short")).isEqualTo(-1);
    assertThat(marked(check, envelope, 3, "12 456")).isEqualTo(-1);
    assertThat(accept(check, envelope, 4, 4)).as("without a mark").isEqualTo(-1);
    assertThat(counts()).isEqualTo("lost 0, doubled 0, out of order 0, changed 3");
  }

  private int marked(TokenCheck check, Envelope envelope, int index, String mark) {
    byte[] plain = reply.text(index);
    byte[] text = Arrays.copyOf(plain, plain.length + mark.length());
    System.arraycopy(mark.getBytes(US_ASCII), 0, text, plain.length, mark.length());
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    envelope.write(Ascii.of(ID), index, text, buffer);
    return check.accept(buffer.array(), 0, buffer.position(), index);
  }

  private String countsOf(Envelope envelope, boolean tells, IntStream order) {
    var check = check(envelope);
    order.forEach(i -> accept(check, envelope, i, tells ? i : ReplyListener.NO_INDEX));
    check.ended();
    return counts();
  }

  private TokenCheck check(Envelope envelope) {
    return new TokenCheck(reply, ID, envelope, 0, tally);
  }

  private int accept(TokenCheck check, Envelope envelope, int index, int idIndex) {
    byte[] bytes = bytes(envelope, index);
    return check.accept(bytes, 0, bytes.length, idIndex);
  }

  private byte[] bytes(Envelope envelope, int index) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    envelope.write(Ascii.of(ID), reply.token(index), buffer);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private String counts() {
    return "lost %d, doubled %d, out of order %d, changed %d"
        .formatted(tally.lost, tally.doubled, tally.outOfOrder, tally.changed);
  }
}
