package twinstream.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

/// Our own readers against our own servers, compressed in every way that each transport has.
class CompressedReadersTest {
  private final Loops loops = new Loops(1);
  private @Nullable TwinServer server;

  @AfterEach
  void end() {
    loops.close();
    if (server != null) {
      server.close();
    }
  }

  static Stream<Arguments> ways() {
    return Stream.of("h1", "h2")
        .flatMap(version ->
            Stream.concat(
                Stream.of("deflate", "brotli", "zstd")
                    .map(way -> Arguments.of("sse-" + version, way)),
                Stream.of("deflate", "deflate-reset")
                    .map(way -> Arguments.of("ws-" + version, way))));
  }

  private Heard read(String transport, String query, String serverWay, String offer) {
    var settings = ServerSettings.of(List.of("compression=" + serverWay));
    var started = new TwinServer(Transports.named(transport), settings, 0, 0).start();
    server = started;
    var heard = new Heard();
    var target =
        new Target(new InetSocketAddress("127.0.0.1", started.port()), "/stream?" + query)
            .offering(Offer.of(offer));
    loops.open(loops.next(), Readers.of(transport), target, heard);
    return heard;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void handOnEveryByteOfALongFlood(String transport, String way) throws Exception {
    String query = "tokens=100000&pacing=flood&rate=0&seed=7&reply=much";
    Heard heard = read(transport, query, way, way);
    heard.over.get(60, SECONDS);
    assertThat(heard.tokens).isEqualTo(Heard.expected(query));
    assertThat(heard.calls).contains("done").last().isEqualTo("closed ");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void handOnTheEnvelopeOfAForeignClient(String transport, String way) throws Exception {
    String query = "tokens=300&pacing=flood&rate=0&seed=7&reply=mine&envelope=openai";
    Heard heard = read(transport, query, way, way);
    heard.over.get(20, SECONDS);
    assertThat(heard.tokens).isEqualTo(Heard.expected(query));
  }

  /// The whole second in which nothing follows a token is before the next one: it came out at once.
  @ParameterizedTest
  @MethodSource("ways")
  void handOnATokenBeforeTheNextOneIsDue(String transport, String way) throws Exception {
    String query = "tokens=3&rate=1&seed=7";
    Heard heard = read(transport, query, way, way);
    heard.firstToken.get(20, SECONDS);
    long originNanos = heard.originNanos();
    assertThat(System.nanoTime() - originNanos).isLessThan(1_000_000_000);
    heard.over.get(20, SECONDS);
    assertThat(heard.tokenNanos).hasSize(3);
    for (int k = 0; k < 3; k++) {
      assertThat(heard.tokenNanos.get(k) - originNanos)
          .isBetween(k * 1_000_000_000L, (k + 1) * 1_000_000_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sse-h1, off, deflate",
    "ws-h1, off, deflate",
    "sse-h2, off, zstd",
    "ws-h2, off, deflate",
    "sse-h1, zstd, deflate"
  })
  void leaveAServerThatDoesNotCompressAsOffered(String transport, String serverWay, String offer)
      throws Exception {
    Heard heard = read(transport, "tokens=5&rate=1", serverWay, offer);
    heard.over.get(20, SECONDS);
    assertThat(heard.calls).doesNotContain("token").last().asString().contains("was offered");
  }

  @Test
  void hearNothingBehindAnAnswerThatTheyDoNotTake() throws Exception {
    byte[] token = "{\"i\":0,\"t\":\"x\"}".getBytes(US_ASCII);
    byte[] frame = ServerFrames.frame(ServerFrames.FIN | ServerFrames.TEXT, token);
    var heard = new Heard();
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress("127.0.0.1", listening.getLocalPort());
      var target = new Target(address, "/stream?tokens=1").offering(Offer.of("off"));
      loops.open(loops.next(), Readers.of("ws-h1"), target, heard);
      try (Socket accepted = listening.accept()) {
        var answer = new ByteArrayOutputStream();
        answer.writeBytes(
            "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                .getBytes(US_ASCII));
        answer.writeBytes(frame);
        accepted.getOutputStream().write(answer.toByteArray());
        heard.over.get(20, SECONDS);
      }
    }
    assertThat(heard.calls)
        .containsExactly(
            "connected",
            "closed java.lang.IllegalStateException: Sec-WebSocket-Accept is wrong: null");
  }

  @ParameterizedTest
  @CsvSource({"sse-h1, deflate", "ws-h1, deflate", "sse-h2, zstd", "ws-h2, deflate-reset"})
  void takePlainBytesWhereNothingIsOffered(String transport, String serverWay) throws Exception {
    String query = "tokens=50&rate=0&reply=mine";
    Heard heard = read(transport, query, serverWay, "off");
    heard.over.get(20, SECONDS);
    assertThat(heard.tokens).isEqualTo(Heard.expected(query));
  }
}
