package twinstream.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.ReplayLogContractTest.append;
import static twinstream.delivery.ReplayLogContractTest.texts;
import static twinstream.delivery.ReplayLogContractTest.withNonce;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.delivery.ReplayLog.State;
import twinstream.workload.BadRequestException;
import twinstream.workload.ReplyRequest;

/// Two servers at one log, without their servers.
@Timeout(20)
class RedisReplayLogTest {
  private static TestRedis redis;
  private final LogCounts counts = new LogCounts();
  private final ReplayLog first = log(0, ResumeLimits.STANDARD, counts);
  private final ReplayLog second = log(0, ResumeLimits.STANDARD, new LogCounts());

  private static ReplayLog log(int windowMillis, ResumeLimits limits, LogCounts counts) {
    ReplayLog log = redis.place(windowMillis).open(limits, counts);
    eventually("it is there", log::isUp);
    return log;
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
    first.close();
    second.close();
  }

  private static @Nullable RuntimeException adopt(ReplayLog log, String reply, int from)
      throws Exception {
    CompletableFuture<String> said = new CompletableFuture<>();
    CompletableFuture<RuntimeException> why = new CompletableFuture<>();
    log.adopt(
        new Wanted.Rest(reply, from),
        failure -> {
          if (failure != null) {
            why.complete(failure);
          }
          said.complete("");
        });
    said.get(5, TimeUnit.SECONDS);
    return why.getNow(null);
  }

  @Test
  void givesAReplyToAnotherServerAsItIs() throws Exception {
    ReplayLog.Head head = withNonce();
    first.open("as-is", head);
    append(first, "as-is", IntStream.range(3, 2_000).toArray());
    first.end("as-is", false);
    assertThat(adopt(second, "as-is", 50)).isNull();
    assertThat(second.head("as-is")).isEqualTo(head);
    assertThat(second.state("as-is")).isEqualTo(State.ENDED);
    assertThat(texts(second.read("as-is", 3))).isEqualTo(texts(first.read("as-is", 3)));
  }

  @Test
  void asksTheServerThatHasItToLetGo() throws Exception {
    first.open("asked", withNonce());
    append(first, "asked", 3, 4);
    first.whenLost(reply -> {
      append(first, reply, 5);
      first.end(reply, false);
      return true;
    });
    assertThat(adopt(second, "asked", 6)).isNull();
    assertThat(texts(second.read("asked", 3))).containsExactly("t3", "t4", "t5");
  }

  @Test
  void takesNothingMoreFromAServerThatDoesNotLetGo() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    first.open("fenced", withNonce());
    append(first, "fenced", 3, 4);
    eventually("they are there", () -> counts.tokens.sum() == 2);
    // As if it were stopped in its tracks.
    first.whenLost(_ -> ended.getAndIncrement() > 0);
    assertThat(adopt(second, "fenced", 5)).isNull();
    second.reopen("fenced");
    append(second, "fenced", 5, 6);
    append(first, "fenced", 5, 6);
    eventually("it has learnt of it", () -> counts.fenced.sum() == 1);
    eventually("and ended the stream", () -> ended.get() > 1);
    assertThat(first.head("fenced")).isNull();
    second.end("fenced", false);
    assertThat(adopt(first, "fenced", 3)).isNull();
    assertThat(texts(first.read("fenced", 3))).containsExactly("t3", "t4", "t5", "t6");
  }

  @Test
  void refusesWhatItsReaderHasAndTheLogHasNot() throws Exception {
    ReplayLog gone = log(1_000, ResumeLimits.STANDARD, new LogCounts());
    gone.open("short", withNonce());
    append(gone, "short", 3, 4, 5);
    // Its stream never lets go, and what waits in its window never comes.
    gone.whenLost(_ -> false);
    assertThat(adopt(second, "short", 6))
        .isInstanceOf(NotResumableException.class)
        .hasMessageContaining("was lost before token 6 with its server");
    gone.close();
    assertThat(adopt(second, "short", 6)).isNull();
  }

  @Test
  void saysWhyItCanNotBeGoneOnWith() throws Exception {
    first.open("cancelled", withNonce());
    first.end("cancelled", true);
    assertThat(adopt(second, "cancelled", 3)).hasMessageContaining("was cancelled by its reader");
    assertThat(adopt(second, "never", 3)).hasMessageContaining("is not known here");
    first.open("range", withNonce());
    assertThat(adopt(second, "range", 2)).isInstanceOf(BadRequestException.class);
    assertThat(first.state("range")).isEqualTo(State.LIVE);
  }

  @Test
  void givesUpEverywhereWhatItHasNoRoomFor() throws Exception {
    var few = new ResumeLimits(10, 5, 1 << 20, Duration.ofMinutes(1), Duration.ofSeconds(1));
    ReplayLog small = log(0, few, new LogCounts());
    small.open("big", withNonce());
    append(small, "big", 3, 4, 5, 6, 7, 8);
    small.close();
    assertThat(adopt(second, "big", 3)).hasMessageContaining("is no longer kept here");
  }

  @Test
  void forgetsWhenItsTimeIsOver() throws Exception {
    var briefly = new ResumeLimits(10, 5, 1 << 20, Duration.ofMillis(100), Duration.ofSeconds(1));
    ReplayLog brief = log(0, briefly, new LogCounts());
    brief.open("brief", withNonce());
    brief.end("brief", false);
    eventually("it is old", () -> brief.state("brief") == State.EXPIRED);
    long laterNanos = System.nanoTime() + Duration.ofMillis(150).toNanos();
    eventually("for Redis, too", () -> System.nanoTime() > laterNanos);
    assertThat(adopt(brief, "brief", 3)).hasMessageContaining("is no longer kept here");
    brief.close();
    assertThat(adopt(second, "brief", 3)).isInstanceOf(NotResumableException.class);
  }

  @Test
  void sendsTheTokensOfAWindowTogether() {
    LogCounts gathered = new LogCounts();
    ReplayLog slow = log(50, ResumeLimits.STANDARD, gathered);
    slow.open("window", withNonce());
    append(slow, "window", IntStream.range(3, 103).toArray());
    eventually("they are sent", () -> gathered.tokens.sum() == 100);
    assertThat(gathered.commands.sum()).isEqualTo(2);
    slow.close();
  }

  @Test
  void tellsNoTokensOfAReplyWithoutANonce() {
    first.open(
        "plain",
        new ReplayLog.Head(ReplyRequest.parse(Map.of("tokens", "9")), System.nanoTime(), 0));
    first.end("plain", false);
    eventually("beginning and end are told", () -> counts.commands.sum() == 2);
    assertThat(counts.tokens.sum()).isZero();
  }

  @Test
  void readsAHeadOfAnotherMachineByTheWallClock() {
    ReplayLog.Head head = withNonce();
    List<byte[]> fields = SharedHead.of(head).fields();
    assertThat(SharedHead.parse(fields).here()).isEqualTo(head);
    ReplayLog.Head other = new ReplayLog.Head(head.request(), head.originNanos() + 7, 0);
    SharedHead foreign = new SharedHead(other, "another", SharedHead.parse(fields).wallMicros());
    assertThat(Math.abs(foreign.here().originNanos() - head.originNanos()))
        .isLessThan(TimeUnit.SECONDS.toNanos(1));
  }
}
