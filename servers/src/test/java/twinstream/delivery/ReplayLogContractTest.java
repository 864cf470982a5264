package twinstream.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twinstream.delivery.ReplayLog.State;
import twinstream.workload.ReplyRequest;

/// What a log owes the server that writes it, wherever it is kept.
@ParameterizedClass
@EnumSource
@Timeout(20)
class ReplayLogContractTest {
  enum Place {
    MEMORY,
    REDIS,
    REDIS_IN_WINDOWS
  }

  private static TestRedis redis;
  private final ReplayLog log;

  ReplayLogContractTest(Place place) {
    LogPlace where =
        switch (place) {
          case MEMORY -> LogPlace.MEMORY;
          case REDIS -> redis.place();
          case REDIS_IN_WINDOWS -> redis.place(20);
        };
    log = where.open(ResumeLimits.STANDARD, new LogCounts());
    eventually("it is there", log::isUp);
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
  void close() {
    log.close();
  }

  static ReplayLog.Head withNonce() {
    return new ReplayLog.Head(
        ReplyRequest.parse(Map.of("tokens", "100000", "nonce", "n", "from", "3")),
        System.nanoTime(),
        0);
  }

  static void append(ReplayLog log, String reply, int... indexes) {
    for (int index : indexes) {
      log.append(reply, index, ("t" + index).getBytes(UTF_8));
    }
  }

  static List<String> texts(Iterator<byte[]> read) {
    List<String> texts = new ArrayList<>();
    read.forEachRemaining(text -> texts.add(new String(text, UTF_8)));
    return texts;
  }

  @Test
  void tellsWhatBecameOfAReply() {
    assertThat(log.state("a")).isEqualTo(State.UNKNOWN);
    ReplayLog.Head head = withNonce();
    log.open("a", head);
    assertThat(log.state("a")).isEqualTo(State.LIVE);
    log.end("a", false);
    assertThat(log.state("a")).isEqualTo(State.ENDED);
    assertThat(log.head("a")).isEqualTo(head);
    log.reopen("a");
    assertThat(log.state("a")).isEqualTo(State.LIVE);
    log.end("a", true);
    assertThat(log.state("a")).isEqualTo(State.CANCELLED);
    assertThat(log.head("a")).isNull();
  }

  @Test
  void givesTheTokensFromAnyIndexOn() {
    log.open("b", withNonce());
    append(log, "b", 3, 4, 5);
    assertThat(texts(log.read("b", 3))).containsExactly("t3", "t4", "t5");
    assertThat(texts(log.read("b", 5))).containsExactly("t5");
    assertThat(texts(log.read("b", 6))).isEmpty();
    assertThat(texts(log.read("never", 0))).isEmpty();
  }

  @Test
  void takesNoTokenOutOfOrder() {
    log.open("c", withNonce());
    assertThatThrownBy(() -> append(log, "c", 4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("token 3 must come next in the log, but is 4");
  }

  @Test
  void startsAnIdThatIsUsedAgainAfresh() {
    log.open("d", withNonce());
    append(log, "d", 3, 4);
    log.open("d", withNonce());
    assertThat(texts(log.read("d", 3))).isEmpty();
    append(log, "d", 3);
    assertThat(log.size().tokens()).isOne();
  }

  @Test
  void givesWhatWasThereWhenItWasAsked() {
    log.open("e", withNonce());
    append(log, "e", 3, 4);
    Iterator<byte[]> early = log.read("e", 3);
    append(log, "e", IntStream.range(5, 3_000).toArray());
    assertThat(texts(early)).containsExactly("t3", "t4");
    assertThat(texts(log.read("e", 3))).hasSize(2_997);
  }
}
