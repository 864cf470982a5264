package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;
import static twinstream.delivery.Eventually.within;

import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.delivery.Overflow;
import twinstream.delivery.Replies;

/// A reader whose outbox is full loses its connection, not only its place in the counts.
class SlowReaderTest {
  private final Replies replies = new Replies(Limits.STANDARD.withOutbox(100, Overflow.DISCONNECT));
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  @AfterEach
  void stop() throws Exception {
    server.stop();
    replies.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1"})
  void isDisconnectedThoughItNeverReads(String name) throws Exception {
    var transport = (HttpTransport) Transports.named(name);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new StreamHandler(transport, replies, _ -> null));
    server.start();
    try (RawClient stalled = new RawClient(connector.getLocalPort(), 4096)) {
      TestReader.knock(transport, stalled, "/stream?tokens=100000&rate=10000&envelope=openai");
      eventually("the outbox is full", () -> replies.counts().overflowed.sum() == 1);
      within(
          Duration.ofSeconds(1),
          "the connection is closed",
          () -> connector.getConnectedEndPoints().isEmpty());
      assertThat(replies.alive()).isZero();
    }
  }
}
