package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;

/// The frame cases of others, byte for byte over real connections: all of them to a server that
/// echoes, and those that need no echo to the product itself.
class FrameCasesTest {
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

  /// Where the answer is another than the case asks for, by profile and case, on both transports.
  static final Map<String, FrameCase.Seen> DIFFERENCES =
      Map.of(
          // Jetty compares a frame's length with the limit when the first byte of its payload
          // comes, before it takes any memory for it. Until then the frame costs no more than a
          // reader who says nothing, and stays as long: a stream has no idle time-out.
          "echo too-big-header", new FrameCase.Seen(List.of(FrameCase.WAITS), "close 1009"),
          "product too-big-header", new FrameCase.Seen(List.of(FrameCase.WAITS), "close 1009"),
          // The product understands text only, and says so at the first piece that is inflated.
          "product pmd-bomb-binary", new FrameCase.Seen(List.of(), "close 1003"));

  /// A running server and how many WebSockets it has.
  private record Host(TwinServer server, IntSupplier open) {}

  private static final Map<String, Host> HOSTS = new TreeMap<>();

  @AfterAll
  static void stop() {
    HOSTS.values().forEach(host -> host.server().close());
    HOSTS.clear();
  }

  private static Host host(String profile, String transport, boolean compressed) {
    return HOSTS.computeIfAbsent(
        profile + transport + compressed, _ -> start(profile, transport, compressed));
  }

  private static Host start(String profile, String transport, boolean compressed) {
    var settings = ServerSettings.of(List.of("compression=" + (compressed ? "deflate" : "off")));
    if (profile.equals("echo")) {
      EchoTransport echo = EchoTransport.like(transport);
      return new Host(new TwinServer(echo, settings, 0, 0).start(), echo.open()::get);
    }
    TwinServer server = new TwinServer(Transports.named(transport), settings, 0, 0).start();
    return new Host(server, () -> (int) server.replies().counts().open());
  }

  static Stream<Arguments> played() {
    return Stream.of("ws-h1", "ws-h2")
        .flatMap(transport ->
            Stream.of("echo", "product")
                .flatMap(profile ->
                    FrameCase.all().stream()
                        .filter(one -> profile.equals("echo") || one.needsNoEcho())
                        .map(one -> Arguments.of(profile, transport, one))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("played")
  void areAnsweredAsTheyShouldBe(String profile, String transport, FrameCase one)
      throws IOException {
    Host host = host(profile, transport, one.compressed());
    try (TestWebSocket socket = open(transport, host, one)) {
      if (one.leaves()) {
        socket.sendRaw(one.steps().getFirst());
        socket.close();
      } else {
        FrameCase.Seen seen = PlayedFrames.of(one, socket);
        FrameCase.Seen pinned = DIFFERENCES.get(profile + " " + one.id());
        if (pinned != null) {
          assertThat(one.right()).as("what is right is no difference").doesNotContain(pinned);
        }
        assertThat(pinned == null ? one.right() : List.of(pinned)).contains(seen);
      }
    }
    eventually("the server has freed the connection", () -> host.open().getAsInt() == 0);
  }

  private static TestWebSocket open(String transport, Host host, FrameCase one) throws IOException {
    List<String> more = new ArrayList<>();
    if (one.compressed()) {
      more.add(OFFER);
    }
    var client = new RawClient(host.server().port());
    var socket =
        (TestWebSocket)
            TestReader.knock(
                Transports.named(transport), client, "/stream", more.toArray(String[]::new));
    socket.opened();
    if (one.compressed()) {
      assertThat(socket.head().header("Sec-WebSocket-Extensions")).startsWith(DeflateOffer.NAME);
    }
    return socket;
  }

  @Test
  void pinOnlyDifferencesOfCasesThatArePlayed() {
    assertThat(played().map(one -> one.get()[0] + " " + one.get()[2]))
        .containsAll(DIFFERENCES.keySet());
  }
}
