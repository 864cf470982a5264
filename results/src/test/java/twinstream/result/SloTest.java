package twinstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloTest {

  @ParameterizedTest
  @CsvSource({
    "chat, 200, 50",
    "conversational, 2000, 200",
    "interactive, 450, 40",
    "reasoning, 1500, 15"
  })
  void holdsThePublishedBounds(String name, long ttftMillis, long tpotMillis) {
    var slo = Slo.named(name);

    assertThat(slo.ttftNanos()).isEqualTo(ttftMillis * 1_000_000);
    assertThat(slo.tpotNanos()).isEqualTo(tpotMillis * 1_000_000);
  }

  @Test
  void isMetOnTheBoundsAndMissedBeyondThem() {
    // 11 tokens: the last one 10 times the bound after the first.
    assertThat(Slo.CHAT.metBy(Rows.done(0, 0, 200, 700, 11))).isTrue();
    assertThat(Slo.CHAT.metBy(Rows.done(0, 0, 201, 700, 11))).isFalse();
    assertThat(Slo.CHAT.metBy(Rows.done(0, 0, 200, 701, 11))).isFalse();
  }

  @Test
  void boundsWhatIsAddedToTheWaitOfTheWorkloadItself() {
    assertThat(Slo.CHAT.metBy(Rows.done(0, 3_000, 3_200, 3_700, 11))).isTrue();
    assertThat(Slo.CHAT.metBy(Rows.done(0, 3_000, 3_201, 3_700, 11))).isFalse();
  }

  @Test
  void asksAReplyOfOneTokenForItsFirstOneOnly() {
    assertThat(Slo.CHAT.metBy(Rows.done(0, 0, 100, 100, 1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"cut", "running", "refused", "silent", "cancelled"})
  void isNotMetByAReplyThatWasNotReadToItsEnd(String outcome) {
    assertThat(Slo.CHAT.metBy(Rows.row(0, 0, 100, 200, 11, outcome))).isFalse();
  }

  @Test
  void isChatWhereATrialNamesNone() {
    assertThat(Slo.of(Map.of())).isEqualTo(Slo.CHAT);
    assertThat(Slo.of(Map.of("slo", "reasoning"))).isEqualTo(Slo.REASONING);
  }

  @Test
  void refusesANameThatIsNone() {
    assertThatThrownBy(() -> Slo.named("fast"))
        .hasMessage(
            "slo must be one of chat, conversational, interactive, reasoning, but is \"fast\"");
  }

  @Test
  void forgivesOneReplyInAHundredAndNoMore() {
    List<ReplyRow> replies = new ArrayList<>();
    for (int i = 0; i < 198; i++) {
      replies.add(Rows.done(i, 0, 200, 700, 11));
    }
    replies.add(Rows.done(300, 0, 501, 1_000, 11));
    replies.add(Rows.done(301, 0, 502, 1_001, 11));
    assertThat(Slo.CHAT.missedBy(of(replies))).isEmpty();

    replies.add(Rows.done(302, 0, 503, 1_002, 11));
    assertThat(Slo.CHAT.missedBy(of(replies)))
        .containsExactly(
            "3 of 201 replies had no first token 200 ms after it was due, more than 1 % (GuideLLM, chat)");
  }

  @Test
  void missesWhatNeverCameAndWhatWasSlowInTheMidst() {
    var slow = Rows.done(0, 0, 100, 601, 11);
    var none =
        new ReplyRow(
            1, 0, 0, 0, 0, 0, ReplyRow.NEVER, ReplyRow.NEVER, 0, 11, 0, 0, 0, 0, 0, 0, 0, "silent");
    assertThat(Slo.CHAT.missedBy(of(List.of(slow, none))))
        .containsExactly(
            "1 of 2 replies had no first token 200 ms after it was due, more than 1 % (GuideLLM, chat)",
            "1 of 1 replies took over 50 ms per token, more than 1 % (GuideLLM, chat)");
  }

  private static Measurement of(List<ReplyRow> replies) {
    return Measurements.withReplies(replies);
  }
}
