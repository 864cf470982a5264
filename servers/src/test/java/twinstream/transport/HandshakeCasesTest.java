package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// Requests for a WebSocket that others have found servers to answer wrongly.
class HandshakeCasesTest {
  static final List<JsonNode> CASES = Cases.of("ws-cases.json", "handshakes");
  // The rest is about a request line, a key and an Upgrade, which RFC 8441, 4 and 5 have not.
  private static final Set<String> ABOUT_HEADERS_OF_BOTH =
      Set.of("hs-version-8", "hs-version-missing", "hs-foreign-origin", "hs-null-origin");

  /// Those that can be put as an extended CONNECT, too.
  static final List<JsonNode> OVER_HTTP2 =
      CASES.stream().filter(one -> ABOUT_HEADERS_OF_BOTH.contains(Cases.id(one))).toList();

  private static final Map<String, TwinServer> SERVERS = new HashMap<>();

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(TwinServer::close);
    SERVERS.clear();
  }

  private static RawClient client(String transport) throws IOException {
    return new RawClient(
        SERVERS
            .computeIfAbsent(
                transport,
                name -> new TwinServer(Transports.named(name), Limits.STANDARD, 0, 0).start())
            .port());
  }

  private static void check(RawClient.Head head, JsonNode one) {
    assertThat(one.get("expectStatus").valueStream().map(JsonNode::asInt)).contains(head.status());
    one.path("expectHeaders")
        .properties()
        .forEach(field ->
            assertThat(head.header(field.getKey())).isEqualTo(field.getValue().asString()));
  }

  /// A server of HTTP/2 answers HTTP/1.1, too.
  static Stream<Arguments> requests() {
    return Stream.of("ws-h1", "ws-h2")
        .flatMap(
            transport -> CASES.stream().map(one -> Arguments.of(transport, Cases.id(one), one)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("requests")
  void areAnsweredAsTheyShouldBe(String transport, String id, JsonNode one) throws IOException {
    try (RawClient client = client(transport)) {
      client.send(one.get("request").asString().replace("{path}", "/stream"));
      check(client.head(), one);
    }
  }

  static Stream<Arguments> tunnels() {
    return OVER_HTTP2.stream().map(one -> Arguments.of(Cases.id(one), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tunnels")
  void areAnsweredAlikeWhenTheyAskForATunnel(String id, JsonNode one) throws IOException {
    String[] headers =
        Stream.concat(
                Stream.of(":protocol: websocket"),
                one.get("request")
                    .asString()
                    .lines()
                    .filter(line ->
                        line.toLowerCase(Locale.ROOT).matches("(sec-websocket-version|origin):.*")))
            .toArray(String[]::new);
    try (RawClient client = client("ws-h2")) {
      check(new Http2Client(client).request("CONNECT", "/stream", false, headers).head(), one);
    }
  }
}
