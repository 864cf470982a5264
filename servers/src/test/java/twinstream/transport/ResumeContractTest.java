package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.transport.Seen.json;
import static twinstream.transport.Seen.sha256;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.DeliveryCounts;
import twinstream.delivery.Limits;
import twinstream.delivery.ResumeLimits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.workload.Pacing;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.TokenCorpus;

/// What every transport owes a reader who comes back after a cut.
@ParameterizedClass
@FieldSource("twinstream.transport.Mount#ALL")
class ResumeContractTest {
  private static final int TOKENS = 12;
  private final Mount mount;
  private TwinServer server;

  ResumeContractTest(Mount mount) {
    this.mount = mount;
    server = mount.server(Limits.STANDARD).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void serve(ResumeLimits limits) {
    server.close();
    server = mount.server(Limits.STANDARD.withResume(limits)).start();
  }

  private static ResumeLimits keeping(int replies, int tokens) {
    return new ResumeLimits(replies, tokens, 1 << 20, Duration.ofMinutes(1), Duration.ofSeconds(1));
  }

  private DeliveryCounts counts() {
    return server.replies().counts();
  }

  private TestReader open(String query) throws IOException {
    return mount.open(server.port(), "/stream?" + query);
  }

  // To the end in good order: who drops a WebSocket without a close frame may have left it.
  private Seen whole(String query) throws IOException {
    try (TestReader reader = open(query)) {
      Seen seen = Seen.of(reader.rest());
      reader.end();
      return seen;
    }
  }

  // Reads so many tokens and leaves without a word.
  private Seen cutAfter(int tokens, String query) throws IOException {
    List<Item> items = new ArrayList<>();
    try (TestReader reader = open(query)) {
      for (int i = 0; i <= tokens; i++) {
        items.add(reader.must());
      }
      reader.client().reset();
    }
    return Seen.of(items);
  }

  private static List<String> plain(int tokens) {
    Reply reply = new Reply(1, tokens, TokenCorpus.standard());
    return IntStream.range(0, tokens)
        .mapToObj(index -> new String(reply.text(index), UTF_8))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, 2_000})
  void losesAndDoublesNothingWhereverItIsCut(int rate) throws IOException {
    for (int k = 0; k <= TOKENS; k++) {
      String id = "cut-" + k;
      Seen first = cutAfter(k, "tokens=%d&rate=%d&reply=%s".formatted(TOKENS, rate, id));
      Seen rest = whole("reply=%s&from=%d".formatted(id, k));
      assertThat(first.and(rest)).as("cut after %d", k).isEqualTo(plain(TOKENS));
      assertThat(rest.from()).isEqualTo(k);
      assertThat(rest.start().propertyNames())
          .containsExactly("reply", "originNanos", "stepNanos", "tokens", "from");
      assertThat(rest.start().get("originNanos")).isEqualTo(first.start().get("originNanos"));
    }
    assertThat(counts().resumed.sum()).isEqualTo(TOKENS + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, 2_000})
  void sendsWhatTheLogHoldsAndProvesItWhereverItIsCut(int rate)
      throws IOException, GeneralSecurityException {
    for (int k = 0; k <= TOKENS; k++) {
      String id = "cut-" + k;
      Seen first = cutAfter(k, "tokens=%d&rate=%d&nonce=n&reply=%s".formatted(TOKENS, rate, id));
      Seen rest = whole("reply=%s&from=%d".formatted(id, k));
      List<String> all = first.and(rest);
      assertThat(all).as("cut after %d", k).hasSize(TOKENS);
      assertThat(rest.start().get("hash").asString()).isEqualTo(sha256(first.texts()));

      Seen again = whole("reply=%s&from=0".formatted(id));
      assertThat(again.texts()).isEqualTo(all);
      assertThat(again.start().get("hash").asString()).isEqualTo(sha256(List.of()));
      assertThat(again.start().get("whole").asString()).isEqualTo(sha256(all));
    }
  }

  @Test
  void addsToEachTokenOfAReplyWithANonceWhatNobodyCanKnow() throws IOException {
    Seen one = whole("tokens=12&rate=0&nonce=n&reply=one");
    Seen other = whole("tokens=12&rate=0&nonce=n&reply=other");
    List<String> plain = plain(TOKENS);
    for (int i = 0; i < TOKENS; i++) {
      assertThat(one.texts().get(i))
          .startsWith(plain.get(i))
          .hasSize(plain.get(i).length() + 6)
          .isNotEqualTo(other.texts().get(i));
    }
    assertThat(one.start().propertyNames())
        .containsExactly("reply", "originNanos", "stepNanos", "tokens");
  }

  @Test
  void saysNoHashOfTheWholeBeforeTheWholeWasProduced() throws IOException {
    cutAfter(2, "tokens=12&rate=20&nonce=n&reply=mine");
    try (TestReader reader = open("reply=mine&from=2")) {
      assertThat(json(reader.must().text()).has("whole")).isFalse();
    }
  }

  @Test
  void keepsTheScheduleOverTheCut() throws IOException {
    Seen first = cutAfter(2, "tokens=12&rate=100&reply=mine");
    long originNanos = first.start().get("originNanos").asLong();
    var schedule = ReplyRequest.of(TOKENS, Pacing.of("steady", 100)).schedule(originNanos, 0);
    // Some tokens are overdue when the reader comes back, and some are not.
    eventually("token 6 is due", () -> System.nanoTime() >= schedule.dueNanos(6));
    try (TestReader reader = open("reply=mine&from=2")) {
      List<Item> items = reader.rest();
      assertThat(Seen.of(items).texts()).isEqualTo(plain(TOKENS).subList(2, TOKENS));
      assertThat(IntStream.range(2, TOKENS))
          .allSatisfy(index ->
              assertThat(items.get(index - 1).atNanos())
                  .isGreaterThanOrEqualTo(schedule.dueNanos(index)));
    }
  }

  @Test
  void catchesUpWithMoreThanItsOutboxHolds() throws IOException {
    int tokens = 5_000;
    cutAfter(0, "tokens=%d&rate=10000&reply=mine".formatted(tokens));
    eventually("the reply has lost its reader", () -> server.replies().alive() == 0);
    long overdueNanos = System.nanoTime() + Duration.ofMillis(500).toNanos();
    eventually("all tokens are overdue", () -> System.nanoTime() > overdueNanos);
    assertThat(whole("reply=mine&from=0").texts()).isEqualTo(plain(tokens));
    assertThat(counts().overflowed.sum() + counts().dropped.sum()).isZero();
  }

  @Test
  void gainsNothingFromTheReplyAsItWasAskedForWhereItBeganLater() throws IOException {
    cutAfter(3, "tokens=12&rate=0&from=4&nonce=n&reply=mine");
    assertThat(whole("reply=mine&from=7").texts()).hasSize(5);
    assertThat(answer("reply=mine&from=3"))
        .isEqualTo(
            "400 from must be a whole number from 4 to 12, as reply \"mine\" was asked for, but is 3\n");
  }

  @Test
  void takesAReplyFromAStreamThatItsReaderHasGivenUp() throws IOException {
    try (TestReader old = open("tokens=3&rate=3&reply=mine")) {
      old.must();
      old.must();
      assertThat(whole("reply=mine&from=1").texts()).isEqualTo(plain(3).subList(1, 3));
      old.awaitEnd();
    }
    eventually("the old stream is over", () -> counts().open() == 0);
    assertThat(counts().cancelled.sum()).isOne();
    assertThat(server.replies().alive()).isZero();
  }

  @Test
  void mayBeCutAgainAndAgain() throws IOException {
    List<String> texts = new ArrayList<>(cutAfter(1, "tokens=12&rate=0&nonce=n&reply=m").texts());
    for (int k = 1; k < TOKENS; k++) {
      texts.addAll(cutAfter(1, "reply=m&from=" + k).texts());
    }
    assertThat(whole("reply=m&from=0").texts()).isEqualTo(texts).hasSize(TOKENS);
  }

  // Status and sentence of a request that is refused.
  private String answer(String query) throws IOException {
    var answer = mount.answer(server.port(), "/stream?" + query);
    return answer.status() + " " + answer.text();
  }

  @Test
  void refusesAReplyThatItNeverSent() throws IOException {
    String sentence =
        "404 reply \"r7\" is not known here, so it can't be resumed; ask for a new one\n";
    assertThat(answer("reply=r7&from=0")).isEqualTo(sentence);
    assertThat(answer("last-event-id=r7:3")).isEqualTo(sentence);
    assertThat(counts().resumesRefused.sum()).isEqualTo(2);
    assertThat(counts().resumed.sum()).isZero();
  }

  @Test
  void refusesAReplyThatWasGivenUpForOthers() throws IOException {
    serve(keeping(1, 1_000));
    whole("tokens=2&rate=0&reply=older");
    whole("tokens=2&rate=0&reply=newer");
    assertThat(answer("reply=older&from=1"))
        .isEqualTo(
            "410 reply \"older\" is no longer kept here, so it can't be resumed; ask for a new one\n");
    assertThat(whole("reply=newer&from=1").texts()).isEqualTo(plain(2).subList(1, 2));
  }

  @Test
  void refusesAReplyWhoseTokensTheLogHadNoRoomFor() throws IOException {
    serve(keeping(10, 5));
    Seen seen = whole("tokens=12&rate=0&nonce=n&reply=mine");
    assertThat(seen.texts()).hasSize(TOKENS);
    assertThat(answer("reply=mine&from=3")).startsWith("410 ");
  }

  @Test
  void refusesATokenBeyondTheLast() throws IOException {
    whole("tokens=12&rate=0&reply=mine");
    assertThat(answer("reply=mine&from=13"))
        .isEqualTo(
            "400 from must be a whole number from 0 to 12, as reply \"mine\" was asked for, but is 13\n");
  }

  @Test
  void keepsNothingOfAStreamThatIsIdle() throws IOException {
    try (TestReader _ = mount.open(server.port(), "/idle")) {
      eventually("the stream is open", () -> counts().open() == 1);
      assertThat(server.replies().logSize().replies()).isZero();
    }
  }

  @Test
  void showsInItsMetersWhoCameBackAndWhatIsKept() throws IOException {
    whole("tokens=12&rate=0&nonce=n&reply=mine");
    whole("reply=mine&from=5");
    answer("reply=other&from=5");
    String meters = server.registry().scrape();
    assertThat(meters)
        .containsPattern("stream_resumed_total\\{[^}]*} 1.0")
        .containsPattern("stream_resume_refused_total\\{[^}]*} 1.0")
        .containsPattern("reply_log_replies\\{[^}]*} 1.0")
        .containsPattern("reply_log_tokens\\{[^}]*} 12.0")
        .containsPattern("reply_log_bytes\\{[^}]*} [1-9]");
  }
}
