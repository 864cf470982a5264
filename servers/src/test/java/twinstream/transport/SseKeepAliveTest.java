package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// One connection, several replies.
class SseKeepAliveTest {
  private final TwinServer server =
      new TwinServer(Transports.named("sse-h1"), Limits.STANDARD, 0, 0);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String target(String id, int tokens, int rate) {
    return "/stream?tokens=%d&rate=%d&reply=%s".formatted(tokens, rate, id);
  }

  private static void expect(RawClient client, String id, int tokens) throws IOException {
    String text = client.text(client.head());
    assertThat(text).contains("\"reply\":\"" + id + "\"").endsWith("data: [DONE]\n\n");
    assertThat(text.lines().filter(line -> line.startsWith("id: ")))
        .containsExactlyElementsOf(
            IntStream.range(0, tokens).mapToObj(i -> "id: " + id + ":" + i).toList());
  }

  @Test
  void answersOneRequestAfterTheOtherOnOneConnection() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 20; i++) {
        client.get(target("r" + i, 5, i % 2 == 0 ? 0 : 1000));
        expect(client, "r" + i, 5);
      }
    }
  }

  @Test
  void takesTheSameIdAgainAsSoonAsItsReplyHasEnded() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 20; i++) {
        client.get(target("same", 3, 0));
        expect(client, "same", 3);
      }
    }
  }

  @Test
  void answersARequestThatCameWhileTheFirstStreamedAfterIt() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.get(target("first", 20, 200));
      eventually("the first streams", () -> server.replies().alive() == 1);
      client.get(target("second", 3, 0));
      expect(client, "first", 20);
      expect(client, "second", 3);
    }
  }

  @Test
  void answersRequestsThatCameTogether() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      String one = RawClient.request("GET", target("first", 20, 200));
      client.send(one + RawClient.request("GET", target("second", 3, 0)));
      expect(client, "first", 20);
      expect(client, "second", 3);
    }
  }

  // Jetty's request buffer takes 8 KiB.
  @Test
  void losesNoneOfManyRequestsThatCameInTwoParts() throws IOException {
    StringBuilder requests = new StringBuilder();
    int count = 200;
    for (int i = 0; i < count; i++) {
      requests.append(RawClient.request("GET", target("n" + i, 1, 0)));
    }
    String all = requests.toString();
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("GET", target("first", 20, 100)) + all.substring(0, 6000));
      eventually("the first streams", () -> server.replies().alive() == 1);
      client.send(all.substring(6000));
      expect(client, "first", 20);
      for (int i = 0; i < count; i++) {
        expect(client, "n" + i, 1);
      }
    }
  }

  @Test
  void endsAStreamWithTheConnectionForAReaderOfHttp10() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET " + target("old", 5, 1000) + " HTTP/1.0\r\n\r\n");
      RawClient.Head head = client.head();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Transfer-Encoding")).isEmpty();
      assertThat(client.text(head)).contains("id: old:4\n").endsWith("data: [DONE]\n\n");
    }
  }
}
