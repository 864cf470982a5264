package twinstream.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.transport.ShippedCertificate;
import twinstream.transport.Transport;
import twinstream.transport.Transports;
import twinstream.transport.Transports.Twins;

/// The twins differ in their transport alone: what the running servers are set to is read back from
/// them, with a stream open on each, and held against each other.
class ParityTest {
  private static final Map<String, LiveSettings> LIVE = new HashMap<>();

  @BeforeAll
  static void readAll() throws Exception {
    for (Transport transport : Transports.ALL) {
      LIVE.put(transport.name(), live(transport));
    }
    try (var floor = new BareServer(ServerSettings.STANDARD, 0, 0);
        var tap = new WireTap(Transports.named("raw-tcp"), floor.port(), "/idle")) {
      eventually(tap + " is open", () -> floor.settings().values().containsKey("tcp.nodelay"));
      LIVE.put(Transports.FLOOR, floor.settings());
    }
  }

  private static LiveSettings live(Transport transport, String... words) throws Exception {
    try (var server = TwinServer.of(transport, List.of(words), 0, 0).start();
        var tap = new WireTap(transport, server.port(), "/stream?tokens=100&rate=1")) {
      eventually(
          tap + " is open", () -> server.settings().values().containsKey("compression.used"));
      return server.settings();
    }
  }

  private static LiveSettings live(String transport) {
    return LIVE.getOrDefault(transport, new LiveSettings(Map.of()));
  }

  private static Set<String> listed(Twins twins) {
    Set<String> listed = new TreeSet<>();
    for (String name : twins.names()) {
      listed.addAll(LiveSettings.excused(name).keySet());
    }
    return listed;
  }

  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#TWINS")
  void differInNothingThatIsNotListedWithItsReason(Twins twins) {
    Set<String> unequal = live(twins.first()).unequal(live(twins.second()));
    assertThat(unequal)
        .as("%s and %s", live(twins.first()).values(), live(twins.second()).values())
        .isSubsetOf(listed(twins));
  }

  static Stream<String> servers() {
    return Stream.concat(Transports.names().stream(), Stream.of(Transports.FLOOR));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void listNoDifferenceThatIsNotThere(String name) {
    Set<String> unequal = new TreeSet<>();
    Transports.TWINS.stream()
        .filter(twins -> twins.names().contains(name))
        .forEach(twins -> unequal.addAll(live(twins.first()).unequal(live(twins.second()))));
    assertThat(LiveSettings.excused(name).keySet()).isSubsetOf(unequal);
    assertThat(LiveSettings.excused(name).values())
        .allSatisfy(reason -> assertThat(reason).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "sse-h1, plant=nagle, tcp.nodelay",
    "ws-h1, plant=nagle, tcp.nodelay",
    "sse-h1, plant=no-keep-alive, http.persistent",
    "ws-h1, plant=unbounded, outbox.messages",
    "sse-h1, plant=deflate, compression.accepted",
    "sse-h2, plant=deflate, compression.accepted",
    "sse-h2, plant=nagle, tcp.nodelay",
    "ws-h2, plant=unbounded, outbox.messages",
  })
  void differWhereADefectIsPlantedInOneOfThem(String transport, String plant, String setting)
      throws Exception {
    LiveSettings planted = live(Transports.named(transport), plant);
    assertThat(planted.unequal(live(transport))).containsExactly(setting);
    for (Twins twins : Transports.TWINS) {
      if (twins.first().equals(transport) || twins.second().equals(transport)) {
        String other = twins.first().equals(transport) ? twins.second() : twins.first();
        assertThat(planted.unequal(live(other))).contains(setting);
      }
    }
    if (!setting.startsWith("http")) {
      assertThat(Transports.ALL)
          .allSatisfy(
              one -> assertThat(one.differences()).as("excuses").doesNotContainKey(setting));
    }
  }

  @Test
  void areAlikeInCompressionWhereBothCompress() throws Exception {
    LiveSettings events = live(Transports.named("sse-h1"), "compression=deflate");
    LiveSettings messages = live(Transports.named("ws-h1"), "compression=deflate");
    assertThat(events.values()).containsEntry("compression.accepted", "deflate");
    assertThat(events.unequal(messages)).isSubsetOf(LiveSettings.excused("ws-h1").keySet());
    assertThat(messages.unequal(live("ws-h1")))
        .containsExactly("compression.accepted", "ws.fragments");
  }

  @Test
  void tellWhatWasAgreedOnInTls() throws Exception {
    ServerSettings tls = ServerSettings.of(List.of("tls=on"));
    try (var server = new TwinServer(Transports.named("sse-h1"), tls, 0, 0).start();
        Socket socket =
            ShippedCertificate.trusted()
                .getSocketFactory()
                .createSocket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET /idle HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      assertThat(server.settings().values().get("tls")).startsWith("TLSv1.3 TLS_");
      assertThat(server.settings().unequal(live("sse-h1"))).containsExactly("protocols", "tls");
    }
  }

  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void tellWhatOnlyAnOpenStreamKnows(Transport transport) {
    assertThat(live(transport.name()).values())
        .containsEntry("tcp.nodelay", "true")
        .containsEntry("tls", "off")
        .containsEntry("stream.idle.millis", transport.name().equals("sse-h2") ? "60000" : "0")
        .containsEntry("compression.used", "none");
  }
}
