package twinstream.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import twinstream.delivery.ReplayLog.State;
import twinstream.workload.ReplyRequest;

class MemoryReplayLogTest {
  private static final Duration KEEP = Duration.ofSeconds(60);
  private final AtomicLong nanos = new AtomicLong();

  private MemoryReplayLog log(int replies, int tokens, long bytes) {
    return new MemoryReplayLog(
        new ResumeLimits(replies, tokens, bytes, KEEP, Duration.ofSeconds(1)), nanos::get, _ -> {});
  }

  private static ReplayLog.Head plain() {
    return new ReplayLog.Head(ReplyRequest.parse(Map.of("tokens", "9")), 1, 0);
  }

  private static ReplayLog.Head withNonce() {
    return new ReplayLog.Head(
        ReplyRequest.parse(Map.of("tokens", "100000", "nonce", "n", "from", "3")), 1, 0);
  }

  private static void append(ReplayLog log, String reply, int... indexes) {
    for (int index : indexes) {
      log.append(reply, index, ("t" + index).getBytes(UTF_8));
    }
  }

  private static List<String> texts(Iterator<byte[]> read) {
    List<String> texts = new ArrayList<>();
    read.forEachRemaining(text -> texts.add(new String(text, UTF_8)));
    return texts;
  }

  private static void endAll(ReplayLog log, String... replies) {
    for (String reply : replies) {
      log.open(reply, plain());
      log.end(reply, false);
    }
  }

  @Test
  void keepsTextsOfEveryLength() {
    ReplayLog log = log(10, 10, 1 << 20);
    log.open("a", withNonce());
    List<String> texts =
        IntStream.of(0, 1, 127, 128, 16_383, 16_384).mapToObj("x"::repeat).toList();
    for (int i = 0; i < texts.size(); i++) {
      log.append("a", 3 + i, texts.get(i).getBytes(UTF_8));
    }
    assertThat(texts(log.read("a", 0))).isEqualTo(texts);
    assertThat(texts(log.read("a", 7))).isEqualTo(texts.subList(4, 6));
  }

  @Test
  void givesUpTheReplyThatEndedFirstWhenThereAreTooMany() {
    ReplayLog log = log(2, 10, 1 << 20);
    log.open("live", plain());
    endAll(log, "a", "b", "c");
    assertThat(log.state("a")).isEqualTo(State.EXPIRED);
    assertThat(log.state("b")).isEqualTo(State.ENDED);
    assertThat(log.state("live")).isEqualTo(State.LIVE);
    assertThat(log.size().replies()).isEqualTo(3);
  }

  @Test
  void countsAReplyThatWasGoneOnWithAsYoung() {
    ReplayLog log = log(2, 10, 1 << 20);
    endAll(log, "a", "b");
    log.reopen("a");
    log.end("a", false);
    endAll(log, "c");
    assertThat(log.state("b")).isEqualTo(State.EXPIRED);
    assertThat(log.state("a")).isEqualTo(State.ENDED);
  }

  @Test
  void givesUpAReplyThatIsTooOld() {
    ReplayLog log = log(10, 10, 1 << 20);
    endAll(log, "a");
    nanos.addAndGet(KEEP.toNanos());
    endAll(log, "b");
    assertThat(log.state("a")).isEqualTo(State.ENDED);
    nanos.addAndGet(1);
    assertThat(log.state("a")).isEqualTo(State.EXPIRED);
    assertThat(log.head("a")).isNull();
    assertThat(log.size().replies()).isOne();
  }

  @Test
  void forgetsInTheEndEvenThatAReplyWasGivenUp() {
    ReplayLog log = log(2, 10, 1 << 20);
    endAll(log, "a", "b", "c", "d", "e");
    assertThat(log.state("a")).isEqualTo(State.UNKNOWN);
    assertThat(log.state("b")).isEqualTo(State.EXPIRED);
    assertThat(log.state("c")).isEqualTo(State.EXPIRED);
  }

  @Test
  void givesUpTheReplyThatBeganFirstWhenThereAreTooManyTokens() {
    ReplayLog log = log(10, 5, 1 << 20);
    log.open("a", withNonce());
    append(log, "a", 3, 4, 5);
    log.open("b", withNonce());
    append(log, "b", 3, 4);
    assertThat(log.state("a")).isEqualTo(State.LIVE);
    append(log, "b", 5);
    assertThat(log.state("a")).isEqualTo(State.EXPIRED);
    assertThat(texts(log.read("a", 3))).isEmpty();
    assertThat(texts(log.read("b", 3))).containsExactly("t3", "t4", "t5");
    assertThat(log.size().tokens()).isEqualTo(3);
  }

  @Test
  void takesNoMoreTokensOfAReplyThatWasGivenUpWhileLive() {
    ReplayLog log = log(10, 2, 1 << 20);
    log.open("a", withNonce());
    append(log, "a", 3, 4, 5, 6);
    log.end("a", false);
    assertThat(log.state("a")).isEqualTo(State.EXPIRED);
    assertThat(log.size()).isEqualTo(new ReplayLog.Size(0, 0, 0));
  }

  @Test
  void holdsNoMoreBytesThanItMay() {
    long most = 4_000;
    ReplayLog log = log(1_000, 1_000_000, most);
    for (int reply = 0; reply < 50; reply++) {
      log.open("r" + reply, withNonce());
      append(log, "r" + reply, IntStream.range(3, 100).toArray());
      assertThat(log.size().bytes()).isLessThanOrEqualTo(most);
    }
    assertThat(log.state("r48")).isEqualTo(State.LIVE);
    assertThat(log.state("r0")).isEqualTo(State.EXPIRED);
  }

  @Test
  void startsAnIdThatIsUsedAgainAfresh() {
    ReplayLog log = log(1, 10, 1 << 20);
    log.open("a", withNonce());
    append(log, "a", 3, 4);
    log.end("a", false);
    log.open("a", withNonce());
    assertThat(texts(log.read("a", 3))).isEmpty();
    assertThat(log.size().tokens()).isZero();
    log.end("a", false);
    endAll(log, "b");
    assertThat(log.state("a")).isEqualTo(State.EXPIRED);
    log.open("a", plain());
    assertThat(log.state("a")).isEqualTo(State.LIVE);
    assertThat(log.size().replies()).isEqualTo(2);
  }

  @Test
  void keepsItsCountsRightWhenManyThreadsWriteAndRead() throws InterruptedException {
    ReplayLog log = log(20, 500, 1 << 14);
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "t" + t + "-";
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
              .start(() -> work(log, name)));
    }
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(10));
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(failures).isEmpty();
    nanos.addAndGet(KEEP.toNanos() + 1);
    assertThat(log.size()).isEqualTo(new ReplayLog.Size(0, 0, 0));
  }

  private static void work(ReplayLog log, String name) {
    for (int reply = 0; reply < 200; reply++) {
      String id = name + reply;
      log.open(id, withNonce());
      append(log, id, IntStream.range(3, 40).toArray());
      List<String> read = texts(log.read(id, 0));
      // All or, where there was no room, none.
      if (!read.isEmpty() && read.size() != 37) {
        throw new AssertionError(id + " has " + read.size());
      }
      log.end(id, reply % 7 == 0);
      ReplayLog.Size size = log.size();
      if (size.tokens() > 500 || size.bytes() > 1 << 14) {
        throw new AssertionError(size.toString());
      }
    }
  }
}
