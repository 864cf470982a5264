package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.transport.Seen.sha256;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.TestRedis;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;

/// What every transport owes a reader who comes back to another server than the one it was cut
/// from.
@ParameterizedClass
@FieldSource("twinstream.transport.Transports#ALL")
@Timeout(20)
class AnyNodeResumeTest {
  private static final int TOKENS = 12;
  private static TestRedis redis;
  private final Mount mount;
  private final TwinServer first;
  private final TwinServer second;

  AnyNodeResumeTest(Transport transport) {
    mount = new Mount(transport, false);
    first = node();
    second = node();
    for (TwinServer node : List.of(first, second)) {
      eventually("the log is there", () -> node.replies().canResume());
    }
  }

  private TwinServer node() {
    return mount.server(ServerSettings.STANDARD.withLog(redis.place())).start();
  }

  @BeforeAll
  static void startRedis() throws IOException {
    redis = new TestRedis();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  // Each test has replies of its own.
  private String id(String name) {
    return mount.transport().name() + "-" + name;
  }

  private TestReader open(TwinServer node, String query) throws IOException {
    return mount.open(node.port(), "/stream?" + query);
  }

  private Seen whole(TwinServer node, String query) throws IOException {
    try (TestReader reader = open(node, query)) {
      return Seen.of(reader.rest());
    }
  }

  private static List<Item> some(TestReader reader, int tokens) throws IOException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i <= tokens; i++) {
      items.add(reader.must());
    }
    return items;
  }

  private Seen cutAfter(int tokens, TwinServer node, String query) throws IOException {
    try (TestReader reader = open(node, query)) {
      Seen seen = Seen.of(some(reader, tokens));
      reader.client().reset();
      return seen;
    }
  }

  private String answer(TwinServer node, String query) throws IOException {
    var answer = mount.answer(node.port(), "/stream?" + query);
    return answer.status() + " " + answer.text().strip();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300})
  void losesDoublesAndChangesNothingWhereverItIsCut(int rate) throws Exception {
    for (int k : new int[] {0, 1, 6, TOKENS}) {
      String id = id("cut-" + rate + "-" + k);
      Seen cut = cutAfter(k, first, "tokens=12&rate=%d&nonce=n&reply=%s".formatted(rate, id));
      Seen rest = whole(second, "reply=%s&from=%d".formatted(id, k));
      List<String> all = cut.and(rest);
      assertThat(all).as("cut after %d", k).hasSize(TOKENS);
      assertThat(rest.hash()).isEqualTo(sha256(cut.texts()));
      assertThat(rest.start().get("originNanos")).isEqualTo(cut.start().get("originNanos"));

      // And back again: what the second one produced is in the log, too.
      Seen again = whole(first, "reply=%s&from=0".formatted(id));
      assertThat(again.texts()).isEqualTo(all);
      assertThat(again.start().get("whole").asString()).isEqualTo(sha256(all));
    }
    assertThat(second.replies().logCounts().broken.sum()).isZero();
  }

  @Test
  void takesAReplyFromAServerThatStillSendsIt() throws Exception {
    String id = id("live");
    try (TestReader old = open(first, "tokens=40&rate=100&nonce=n&reply=" + id)) {
      Seen cut = Seen.of(some(old, 3));
      Seen rest = whole(second, "reply=%s&from=3".formatted(id));
      old.awaitEnd();
      assertThat(cut.and(rest)).hasSize(40);
      assertThat(rest.hash()).isEqualTo(sha256(cut.texts()));
      assertThat(whole(first, "reply=%s&from=0".formatted(id)).texts()).isEqualTo(cut.and(rest));
    }
    eventually("nothing is alive", () -> first.replies().alive() == 0);
    assertThat(second.replies().logCounts().adopted.sum()).isOne();
  }

  @Test
  void goesOnWithAReplyThatHasNoNonce() throws Exception {
    String id = id("plain");
    Seen cut = cutAfter(2, first, "tokens=12&rate=300&reply=" + id);
    Seen rest = whole(second, "reply=%s&from=2".formatted(id));
    assertThat(cut.and(rest)).isEqualTo(whole(second, "tokens=12&rate=0").texts());
    assertThat(rest.start().has("hash")).isFalse();
    assertThat(first.replies().logCounts().tokens.sum()).isZero();
  }

  @Test
  void refusesWhatNobodyKnows() throws Exception {
    String id = id("never");
    assertThat(answer(second, "reply=%s&from=0".formatted(id)))
        .isEqualTo(
            "404 reply \"%s\" is not known here, so it can't be resumed; ask for a new one"
                .formatted(id));
    assertThat(second.replies().counts().resumesRefused.sum()).isOne();
  }

  @Test
  void leavesTheOtherServerItsReplyWhenTheResumeIsRefused() throws Exception {
    String id = id("range");
    try (TestReader old = open(first, "tokens=10&rate=30&nonce=n&reply=" + id)) {
      assertThat(answer(second, "reply=%s&from=11".formatted(id)))
          .isEqualTo(
              "400 from must be a whole number from 0 to 10, as reply \"%s\" was asked for, but is 11"
                  .formatted(id));
      assertThat(Seen.of(old.rest()).texts()).hasSize(10);
    }
    assertThat(first.replies().logCounts().fenced.sum()).isZero();
  }

  @Test
  void tellsInItsMetersWhatTheLogCosts() throws Exception {
    whole(first, "tokens=12&rate=300&nonce=n&reply=" + id("meters"));
    var counts = first.replies().logCounts();
    eventually("it is told", () -> counts.tokens.sum() == TOKENS);
    assertThat(first.registry().scrape())
        .containsPattern("reply_log_sent_tokens_total\\{[^}]*} 12.0")
        .containsPattern("reply_log_sent_commands_total\\{[^}]*} [1-9]")
        .containsPattern("reply_log_sent_bytes_total\\{[^}]*} [1-9]")
        .containsPattern("reply_log_fenced_total\\{[^}]*} 0.0");
  }
}
