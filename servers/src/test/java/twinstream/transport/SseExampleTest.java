package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

class SseExampleTest {
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  // How far apart sending and reading may push two events on a busy machine.
  private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private record Chunk(String text, long atNanos) {}

  @Test
  void sendsTheArticlesFiveEventsHalfASecondApart() throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    try (var server = new TwinServer(Transports.named("sse-h1"), Limits.STANDARD, 0, 0).start();
        var client = new RawClient(server.port())) {
      assertThat(client.get("/sse").head().header("Content-Type")).isEqualTo("text/event-stream");
      for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
        chunks.add(new Chunk(new String(chunk, US_ASCII), System.nanoTime()));
      }
    }
    assertThat(chunks.stream().map(Chunk::text))
        .containsExactly(
            "data: stream started\n\n",
            "id: 0\ndata: event #0\n\n",
            "id: 1\ndata: event #1\n\n",
            "id: 2\ndata: event #2\n\n",
            "id: 3\ndata: event #3\n\n",
            "id: 4\ndata: event #4\n\n",
            "data: [DONE]\n\n");
    for (int i = 1; i < chunks.size(); i++) {
      assertThat(chunks.get(i).atNanos() - chunks.get(i - 1).atNanos())
          .isBetween(GAP_NANOS - SLACK_NANOS, GAP_NANOS + SLACK_NANOS);
    }
  }

  @Test
  void isNoReplyAndCountsNoToken() throws IOException {
    try (var server = new TwinServer(Transports.named("sse-h1"), Limits.STANDARD, 0, 0).start();
        var client = new RawClient(server.port())) {
      client.get("/sse").head();
      client.chunk();
      assertThat(server.replies().alive()).isZero();
      assertThat(server.replies().counts().tokens.sum()).isZero();
    }
  }

  @Test
  void isRefusedWhereStreamsAreNoEventStreams() throws IOException {
    try (var server = new TwinServer(Transports.named("ws-h1"), Limits.STANDARD, 0, 0).start();
        var client = new RawClient(server.port())) {
      assertThat(client.get("/sse").head().status()).isEqualTo(404);
    }
  }
}
