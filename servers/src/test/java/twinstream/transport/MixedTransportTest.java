package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

class MixedTransportTest {
  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private final TwinServer server =
      new TwinServer(Transports.mounted(Transports.MIXED), Limits.STANDARD, 0, 0).start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void servesEachFounderAtTheSamePath() throws Exception {
    var events =
        client
            .sendAsync(
                HttpRequest.newBuilder(uri("http")).timeout(AT_MOST).build(),
                BodyHandlers.ofString())
            .get(AT_MOST.toSeconds(), TimeUnit.SECONDS);

    assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(events.body().lines().filter(line -> line.startsWith("data: {\"i\""))).hasSize(3);
    assertThat(messages()).hasSize(5).last().isEqualTo("[DONE]");
  }

  @Test
  void answersAQuestionThatComesAsAMessageOnlyWhereThereAreMessages() throws Exception {
    var refused =
        client
            .sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/stream"))
                    .build(),
                BodyHandlers.ofString())
            .get(AT_MOST.toSeconds(), TimeUnit.SECONDS);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("tokens is missing");
  }

  private List<String> messages() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    var ended = new CompletableFuture<Integer>();
    var listener =
        new WebSocket.Listener() {
          @Override
          public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence data, boolean last) {
            heard.add(data.toString());
            socket.request(1);
            return null;
          }

          @Override
          public @org.jspecify.annotations.Nullable CompletionStage<?> onClose(
              WebSocket socket, int status, String reason) {
            ended.complete(status);
            return null;
          }
        };
    var _ = client.newWebSocketBuilder().buildAsync(uri("ws"), listener);
    assertThat(ended.get(AT_MOST.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1000);
    return heard;
  }

  private URI uri(String scheme) {
    String close = scheme.equals("ws") ? "&close=true" : "";
    return URI.create(
        "%s://127.0.0.1:%d/stream?tokens=3&rate=100%s".formatted(scheme, server.port(), close));
  }
}
