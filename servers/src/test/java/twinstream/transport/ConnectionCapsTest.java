package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.ConnectionLimits;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// Nobody is served beyond the caps, and everybody beyond them is told.
@Timeout(30)
class ConnectionCapsTest {
  private @Nullable TwinServer started;

  private TwinServer serve(String transport, int inAll, int perAddress) {
    Limits limits =
        Limits.STANDARD.withConnections(ConnectionLimits.STANDARD.withCaps(inAll, perAddress));
    started = new TwinServer(Transports.named(transport), limits, 0, 0).start();
    return started;
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private static double open(TwinServer server) {
    return server.registry().get("connection.open").gauge().value();
  }

  private static double refused(TwinServer server, String reason) {
    return server
        .registry()
        .get("connection.refused")
        .tag("reason", reason)
        .functionCounter()
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "sse-h1,1,9,full,all 1 connections of this server are taken; come back later",
    "ws-h1,1,9,full,all 1 connections of this server are taken; come back later",
    "sse-h1,9,1,address,your address has its 1 connections already; close one first",
    "ws-h1,9,1,address,your address has its 1 connections already; close one first",
  })
  void turnAwayAndTellAndGiveThePlaceBack(
      String transport, int inAll, int perAddress, String reason, String sentence)
      throws Exception {
    TwinServer server = serve(transport, inAll, perAddress);
    try (RawClient inside = new RawClient(server.port())) {
      eventually("it is in", () -> open(server) == 1);
      try (RawClient outside = new RawClient(server.port())) {
        RawClient.Head head = TestReader.head(transport, outside, "/stream?tokens=1");
        assertThat(head.status()).isEqualTo(503);
        assertThat(outside.text(head)).isEqualTo(sentence + "\n");
        assertThat(outside.isAtEnd()).isTrue();
        assertThat(refused(server, reason)).isOne();
      }
      // It never asked for anything.
      inside.reset();
    }
    eventually("all are out", () -> open(server) == 0);
    try (RawClient next = new RawClient(server.port())) {
      int status = TestReader.head(transport, next, "/stream?tokens=1").status();
      assertThat(status).isIn(101, 200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h2", "ws-h2"})
  void turnAwayAConnectionOfHttp2(String transport) throws Exception {
    TwinServer server = serve(transport, 1, 9);
    try (RawClient _ = new RawClient(server.port())) {
      eventually("it is in", () -> open(server) == 1);
      try (var outside = new Http2TestClient(server.port())) {
        var answer =
            transport.equals("sse-h2")
                ? outside.get("/stream?tokens=1")
                : outside.webSocket("/stream?tokens=1");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(outside.goAway.get(5, TimeUnit.SECONDS)).isEqualTo("turned away");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "raw-tcp")
  void turnAwayAReaderOfTheControl(String transport) throws Exception {
    TwinServer server = serve(transport, 1, 9);
    try (RawClient _ = new RawClient(server.port())) {
      eventually("it is in", () -> open(server) == 1);
      try (RawClient outside = new RawClient(server.port())) {
        String target = "/stream?tokens=1";
        outside.send(ByteBuffer.allocate(4).putInt(target.length()).array()).send(target);
        String answer = new String(outside.bytes(ByteBuffer.wrap(outside.bytes(4)).getInt()));
        assertThat(answer).contains("\"code\":\"busy\"");
        assertThat(outside.isAtEnd()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void hangUpOnACrowdInFrontOfTheDoor(Transport transport) throws Exception {
    TwinServer server = serve(transport.name(), 1, 1_000);
    var crowd = new java.util.ArrayList<RawClient>();
    try {
      for (int i = 0; i < 80; i++) {
        crowd.add(new RawClient(server.port()));
      }
      eventually("the rest is refused", () -> refused(server, "full") == 80 - 1 - 64);
      eventually("the others are in", () -> open(server) == 65);
    } finally {
      for (RawClient client : crowd) {
        client.close();
      }
    }
  }
}
