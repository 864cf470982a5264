package twinstream.reader;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

class ReadersContractTest {
  static final List<String> TRANSPORTS = Transports.names();

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
    assertThat(Readers.ALL).extracting(Reader::transport).isEqualTo(TRANSPORTS);
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void tellsTheLifeOfAReplyInItsOrder(String transport) throws Exception {
    Heard heard = read(transport, "/stream?tokens=4&pacing=flood&rate=0&seed=7");

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
  @FieldSource("TRANSPORTS")
  void handsOnTheEnvelopesByteByByte(String transport) throws Exception {
    for (String envelope : List.of("plain", "openai", "ai-sdk")) {
      String query =
          "tokens=300&pacing=flood&rate=0&seed=7&reply=r-%s&envelope=%s"
              .formatted(envelope, envelope);
      Heard heard = read(transport, "/stream?" + query);

      heard.over.get(10, SECONDS);

      assertThat(heard.tokens).as(envelope).isEqualTo(Heard.expected(query));
    }
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void losesNothingWhereItGathers(String transport) throws Exception {
    String query = "tokens=20000&pacing=flood&rate=0&seed=7&reply=much";
    var heard = new Heard();

    open(transport, serve(transport), "/stream?" + query, heard)
        .pipeline()
        .addFirst(new Gathering());
    heard.over.get(20, SECONDS);

    assertThat(heard.tokens).isEqualTo(Heard.expected(query));
    assertThat(heard.calls).contains("done").last().isEqualTo("closed ");
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void handsOnTheControlRecord(String transport) throws Exception {
    Heard heard = read(transport, "/stream?tokens=1&pacing=flood&rate=0&reply=mine");

    heard.over.get(10, SECONDS);

    assertThat(heard.record).startsWith("{\"reply\":\"mine\",\"originNanos\":");
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void tellsStatusAndSentenceOfARefusal(String transport) throws Exception {
    Heard heard = read(transport, "/stream?tokens=0");

    heard.over.get(10, SECONDS);

    assertThat(heard.calls)
        .containsExactly(
            "connected",
            "refused 400 tokens must be a whole number from 1 to 100000, but is \"0\"",
            "closed ");
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void tellsOfAServerThatIsGoneInTheMiddleOfAReply(String transport) throws Exception {
    Heard heard = read(transport, "/stream?tokens=10000&rate=100");
    heard.firstToken.get(10, SECONDS);

    started().close();
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).doesNotContain("done").last().asString().startsWith("closed");
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void tellsOfAServerThatIsNotThere(String transport) throws Exception {
    var server = new TwinServer(Transports.named(transport), Limits.STANDARD, 0, 0).start();
    int port = server.port();
    server.close();
    Heard heard = new Heard();

    open(transport, port, "/idle", heard);
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).singleElement().asString().startsWith("closed could not connect: ");
  }

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void staysOnASilentStreamUntilItGoes(String transport) throws Exception {
    Heard heard = new Heard();
    Channel channel = open(transport, serve(transport), "/idle", heard);
    heard.opened.get(10, SECONDS);
    // What the server would say behind the head is here when the loop has turned after a later
    // stream's whole life.
    Heard later = new Heard();
    open(transport, started().port(), "/stream?tokens=20&rate=100", later);
    later.over.get(10, SECONDS);

    assertThat(heard.calls).containsExactly("connected", "opened");
    channel.close();
    heard.over.get(10, SECONDS);
    assertThat(heard.calls).containsExactly("connected", "opened", "closed ");
  }

  private Heard read(String transport, String path) {
    var heard = new Heard();
    open(transport, server == null ? serve(transport) : server.port(), path, heard);
    return heard;
  }

  private int serve(String transport) {
    server = new TwinServer(Transports.named(transport), Limits.STANDARD, 0, 0).start();
    return server.port();
  }

  private TwinServer started() {
    return java.util.Objects.requireNonNull(server);
  }

  private Channel open(String transport, int port, String path, Heard heard) {
    var target = new Target(new InetSocketAddress("127.0.0.1", port), path);
    return loops.open(loops.next(), Readers.of(transport), target, heard);
  }
}
