package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.transport.Seen.sha256;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twinstream.delivery.TestRedis;
import twinstream.server.ServerMain;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;

/// A server is gone without a word, and another one goes on.
class KilledServerTest {
  private static final Transport TRANSPORT = Transports.named("sse-h1");

  @Test
  @Timeout(20)
  void isSucceededByAnyOther() throws Exception {
    try (var redis = new TestRedis();
        var other =
            new TwinServer(TRANSPORT, ServerSettings.STANDARD.withLog(redis.place()), 0, 0)) {
      other.start();
      Process process = start("log=" + redis.place());
      try {
        int port = Integer.parseInt(process.inputReader().readLine().split(" ")[1]);
        Seen cut = cutByKill(process, port);
        long startNanos = System.nanoTime();
        eventually("the log is there", () -> other.replies().canResume());
        try (TestReader reader =
            TestReader.open(TRANSPORT, other.port(), "/stream?reply=mine&from=3")) {
          Item first = reader.must();
          assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
              .isLessThan(Duration.ofSeconds(2));
          assertThat(Seen.json(first.text()).get("hash").asString())
              .isEqualTo(sha256(cut.texts().subList(0, 3)));
          assertThat(reader.must().text()).contains(cut.texts().get(3));
        }
      } finally {
        process.destroyForcibly();
      }
    }
  }

  // The fourth token came fifty milliseconds after the third: that is in the log.
  private static Seen cutByKill(Process process, int port) throws Exception {
    // Its log needs a moment, and a reply that begins before can't be resumed.
    List<Item> items = new ArrayList<>();
    while (items.isEmpty()) {
      try (TestReader probe =
          TestReader.open(TRANSPORT, port, "/stream?tokens=1&rate=0&reply=probe")) {
        probe.rest();
      }
      if (TestReader.answer(TRANSPORT, port, "/stream?reply=probe&from=0").isOpen()) {
        try (TestReader reader =
            TestReader.open(TRANSPORT, port, "/stream?tokens=100&rate=20&nonce=n&reply=mine")) {
          for (int i = 0; i < 6; i++) {
            items.add(reader.must());
          }
          process.destroyForcibly().waitFor();
        }
      }
    }
    return Seen.of(items);
  }

  private static Process start(String setting) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName(),
            TRANSPORT.name(),
            "0",
            "0",
            setting)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
