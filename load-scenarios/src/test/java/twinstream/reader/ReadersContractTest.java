package twinstream.reader;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

class ReadersContractTest {
  /// A transport and what is below it.
  record Way(String transport, boolean tls) {
    @Override
    public String toString() {
      return tls ? transport + " over TLS" : transport;
    }
  }

  static final List<Way> WAYS =
      Transports.names().stream()
          .flatMap(name -> Stream.of(new Way(name, false), new Way(name, true)))
          .toList();

  private final Loops loops = new Loops(1);
  private @org.jspecify.annotations.Nullable TwinServer server;

  @AfterEach
  void end() {
    loops.close();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void thereIsOneReaderForEachTransport() {
    assertThat(Readers.ALL).extracting(Reader::transport).isEqualTo(Transports.names());
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void tellsTheLifeOfAReplyInItsOrder(Way way) throws Exception {
    Heard heard = read(way, "/stream?tokens=4&pacing=flood&rate=0&seed=7");

    heard.over.get(10, SECONDS);

    assertThat(heard.calls)
        .containsExactly(
            "connected",
            "opened",
            "started",
            "token",
            "token",
            "token",
            "token",
            "done",
            "closed ");
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void handsOnTheEnvelopesByteByByte(Way way) throws Exception {
    for (String envelope : List.of("plain", "openai", "ai-sdk")) {
      String query =
          "tokens=300&pacing=flood&rate=0&seed=7&reply=r-%s&envelope=%s"
              .formatted(envelope, envelope);
      Heard heard = read(way, "/stream?" + query);

      heard.over.get(10, SECONDS);

      assertThat(heard.tokens).as(envelope).isEqualTo(Heard.expected(query));
    }
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void losesNothingWhereItGathers(Way way) throws Exception {
    String query = "tokens=20000&pacing=flood&rate=0&seed=7&reply=much";
    var heard = new Heard();

    open(way, serve(way), "/stream?" + query, heard).gather();
    heard.over.get(20, SECONDS);

    assertThat(heard.tokens).isEqualTo(Heard.expected(query));
    assertThat(heard.calls).contains("done").last().isEqualTo("closed ");
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void handsOnTheControlRecord(Way way) throws Exception {
    Heard heard = read(way, "/stream?tokens=1&pacing=flood&rate=0&reply=mine");

    heard.over.get(10, SECONDS);

    assertThat(heard.record).startsWith("{\"reply\":\"mine\",\"originNanos\":");
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void tellsStatusAndSentenceOfARefusal(Way way) throws Exception {
    Heard heard = read(way, "/stream?tokens=0");

    heard.over.get(10, SECONDS);

    assertThat(heard.calls)
        .containsExactly(
            "connected",
            "refused 400 tokens must be a whole number from 1 to 100000, but is \"0\"",
            "closed ");
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void tellsOfAServerThatIsGoneInTheMiddleOfAReply(Way way) throws Exception {
    Heard heard = read(way, "/stream?tokens=10000&rate=100");
    heard.firstToken.get(10, SECONDS);

    started().close();
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).doesNotContain("done").last().asString().matches("closed .+");
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void tellsOfAServerThatIsNotThere(Way way) throws Exception {
    var gone = server(way).start();
    int port = gone.port();
    gone.close();
    Heard heard = new Heard();

    open(way, port, "/idle", heard);
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).singleElement().asString().startsWith("closed could not connect: ");
  }

  @ParameterizedTest
  @FieldSource("WAYS")
  void staysOnASilentStreamUntilItGoes(Way way) throws Exception {
    Heard heard = new Heard();
    OpenStream stream = open(way, serve(way), "/idle", heard);
    heard.opened.get(10, SECONDS);
    // What the server would say behind the head is here when the loop has turned after a later
    // stream's whole life.
    Heard later = new Heard();
    open(way, started().port(), "/stream?tokens=20&rate=100", later);
    later.over.get(10, SECONDS);

    assertThat(heard.calls).containsExactly("connected", "opened");
    stream.close();
    heard.over.get(10, SECONDS);
    assertThat(heard.calls).containsExactly("connected", "opened", "closed ");
  }

  private Heard read(Way way, String path) {
    var heard = new Heard();
    open(way, server == null ? serve(way) : server.port(), path, heard);
    return heard;
  }

  private int serve(Way way) {
    server = server(way).start();
    return server.port();
  }

  private static TwinServer server(Way way) {
    var settings = ServerSettings.of(List.of("tls=" + (way.tls() ? "on" : "off")));
    return new TwinServer(Transports.named(way.transport()), settings, 0, 0);
  }

  private TwinServer started() {
    return java.util.Objects.requireNonNull(server);
  }

  private OpenStream open(Way way, int port, String path, Heard heard) {
    var target = new Target(new InetSocketAddress("127.0.0.1", port), path, way.tls(), 1);
    return loops.open(loops.next(), Readers.of(way.transport()), target, heard);
  }
}
