package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.Http2TestClient.Exchange;

/// CVE-2023-44487 told from readers who all leave at once.
@ParameterizedClass
@ValueSource(strings = {"sse-h2", "ws-h2"})
@Timeout(30)
class RapidResetTest {
  private static final String LONG = "/stream?tokens=10000&rate=20";

  private final Transport transport;
  private final TwinServer server;

  RapidResetTest(String name) {
    transport = Transports.named(name);
    server = new TwinServer(transport, Limits.STANDARD, 0, 0);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Exchange open(Http2TestClient client) throws Exception {
    return transport.asksByMessage() ? client.webSocket(LONG) : client.get(LONG);
  }

  @Test
  void endsTheConnectionThatOpensStreamsOnlyToResetThemAndHarmsNoOther() throws Exception {
    try (var attacker = new Http2TestClient(server.port());
        var other = new Http2TestClient(server.port())) {
      Exchange stream = open(other);
      assertThat(stream.status()).isEqualTo(200);
      for (int i = 0; i < 200 && !attacker.goAway.isDone() && attacker.isOpen(); i++) {
        try {
          open(attacker).cancel();
        } catch (Exception _) {
          break;
        }
      }
      assertThat(attacker.goAway.get(5, java.util.concurrent.TimeUnit.SECONDS))
          .isEqualTo("invalid_rst_stream_frame_rate");
      int before = stream.frames.get();
      eventually("tokens still come", () -> stream.frames.get() > before + 3);
      assertThat(other.isOpen()).isTrue();
    }
  }

  @Test
  void letsAHundredReadersWhoWereServedLeaveAtOnceTwice() throws Exception {
    try (var client = new Http2TestClient(server.port())) {
      Exchange staying = open(client);
      for (int round = 1; round <= 2; round++) {
        List<Exchange> leaving = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          leaving.add(open(client));
        }
        // At 20 tokens a second, twelve take longer than it takes to count as served.
        eventually(
            "they are served",
            () -> leaving.stream().allMatch(exchange -> exchange.frames.get() > 12));
        leaving.forEach(Exchange::cancel);
        int gone = round * 100;
        eventually("they are gone", () -> server.replies().counts().cancelled.sum() == gone);
      }
      int before = staying.frames.get();
      eventually("tokens still come", () -> staying.frames.get() > before + 3);
      assertThat(client.goAway).isNotDone();
    }
  }
}
