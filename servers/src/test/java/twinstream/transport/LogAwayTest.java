package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import twinstream.delivery.LogCounts;
import twinstream.delivery.TestRedis;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Kind;

/// The log that servers share is away: nobody notices but who comes back.
@Timeout(20)
class LogAwayTest {
  private static final String ASK = "/stream?tokens=100&rate=100&nonce=n&reply=";
  private static final String SENTENCE =
      "reply \"%s\" can't be resumed now, because the log of replies can't be reached; come back in"
          + " a moment";

  private TestRedis redis;
  private TwinServer server;

  enum Fate {
    KILLED {
      @Override
      void strike(TestRedis redis) throws Exception {
        redis.kill();
      }

      @Override
      void lift(TestRedis redis) throws Exception {
        redis.comeBack();
      }
    },
    FROZEN {
      @Override
      void strike(TestRedis redis) throws Exception {
        redis.freeze();
      }

      @Override
      void lift(TestRedis redis) throws Exception {
        redis.thaw();
      }
    };

    abstract void strike(TestRedis redis) throws Exception;

    abstract void lift(TestRedis redis) throws Exception;
  }

  @BeforeEach
  void start() throws IOException {
    redis = new TestRedis();
    server = serve("sse-h1");
    eventually("the log is there", () -> server.replies().canResume());
  }

  private TwinServer serve(String transport) {
    var settings = ServerSettings.STANDARD.withLog(redis.place());
    return new TwinServer(Transports.named(transport), settings, 0, 0).start();
  }

  @AfterEach
  void stop() {
    server.close();
    redis.close();
  }

  private TestReader open(String target) throws IOException {
    return TestReader.open(Transports.named("sse-h1"), server.port(), target);
  }

  private LogCounts counts() {
    return server.replies().logCounts();
  }

  private TestReader.Answer resume(String reply, int from) throws IOException {
    return TestReader.answer(
        Transports.named("sse-h1"),
        server.port(),
        "/stream?reply=%s&from=%d".formatted(reply, from));
  }

  @ParameterizedTest
  @EnumSource
  void letsAReplyFinishAndRefusesItsResume(Fate fate) throws Exception {
    try (TestReader reader = open(ASK + "mine")) {
      reader.must();
      reader.must();
      fate.strike(redis);
      long startNanos = System.nanoTime();
      TestReader.Answer away = resume("mine", 1);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(TestRedis.patience());
      assertThat(away.status()).isEqualTo(503);
      assertThat(away.text().strip()).isEqualTo(SENTENCE.formatted("mine"));
      var rest = reader.rest();
      assertThat(rest).hasSize(100);
      assertThat(rest.getLast().kind()).isEqualTo(Kind.DONE);
    }
    eventually("it is given up", () -> counts().broken.sum() == 1);
    assertThat(server.replies().logSize().tokens()).isZero();

    fate.lift(redis);
    eventually("the log is back", () -> server.replies().canResume());
    assertThat(resume("mine", 1).status()).isEqualTo(410);
    try (TwinServer other = serve("sse-h1")) {
      eventually("the log is there", () -> other.replies().canResume());
      eventually("and knows", () -> status(other, "mine") == 410);
      whole("/stream?tokens=5&rate=0&nonce=n&reply=next");
      assertThat(status(other, "next")).isEqualTo(200);
    }
  }

  private static int status(TwinServer server, String reply) {
    try {
      return TestReader.answer(
              Transports.named("sse-h1"), server.port(), "/stream?reply=" + reply + "&from=1")
          .status();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<TestReader.Item> whole(String target) throws IOException {
    try (TestReader reader = open(target)) {
      return reader.rest();
    }
  }

  @Test
  void holdsNothingForALogThatIsAway() throws Exception {
    redis.kill();
    eventually("it is noticed", () -> !server.replies().canResume());
    whole("/stream?tokens=20000&rate=0&nonce=n&reply=flood");
    assertThat(server.replies().logSize().tokens()).isZero();
    assertThat(counts().tokens.sum()).isZero();
  }

  @Test
  void startsWithoutALogAndFindsItLater() throws Exception {
    redis.kill();
    try (TwinServer early = serve("sse-h1")) {
      assertThat(early.replies().canResume()).isFalse();
      assertThat(status(early, "mine")).isEqualTo(503);
      redis.comeBack();
      eventually("the log is there", () -> early.replies().canResume());
      assertThat(status(early, "mine")).isEqualTo(404);
    }
  }

  @Test
  void tellsAReaderWhoComesBackByAMessageToTryAgainLater() throws Exception {
    redis.kill();
    try (TwinServer other = serve("ws-h1");
        TestWebSocket socket = TestWebSocket.open(other.port(), "/stream")) {
      socket.say("{\"type\":\"resume\",\"reply\":\"mine\",\"from\":1}");
      assertThat(socket.must().text())
          .startsWith(
              "{\"type\":\"error\",\"code\":\"busy\",\"message\":\"reply \\\"mine\\\" can't");
      assertThat(socket.closeStatus()).isEqualTo(1013);
    }
  }

  @Test
  void goesOnWithItWhenItsOwnServerIsThere() throws Exception {
    try (TwinServer other = serve("ws-h1");
        TestWebSocket socket = TestWebSocket.open(other.port(), "/stream")) {
      eventually("the log is there", () -> other.replies().canResume());
      Seen whole = Seen.of(whole("/stream?tokens=9&rate=0&nonce=n&reply=mine"));
      socket.say("{\"type\":\"resume\",\"reply\":\"mine\",\"from\":4}");
      Seen rest = Seen.of(socket.rest());
      assertThat(rest.texts()).isEqualTo(whole.texts().subList(4, 9));
      socket.say("{\"type\":\"ask\",\"tokens\":2,\"rate\":0}");
      assertThat(Seen.of(socket.rest()).texts()).hasSize(2);
    }
  }

  @Test
  void sendsWhatWaitsInAWindowBeforeItStops() throws Exception {
    var settings = ServerSettings.STANDARD.withLog(redis.place(1_000));
    try (TwinServer slow = new TwinServer(Transports.named("sse-h1"), settings, 0, 0).start()) {
      eventually("the log is there", () -> slow.replies().canResume());
      try (TestReader reader =
          TestReader.open(Transports.named("sse-h1"), slow.port(), ASK + "mine")) {
        for (int i = 0; i < 6; i++) {
          reader.must();
        }
        assertThat(slow.replies().logCounts().tokens.sum()).isZero();
        slow.close();
        assertThat(slow.replies().logCounts().tokens.sum()).isPositive();
      }
    }
    assertThat(resume("mine", 5).isOpen()).isTrue();
  }
}
