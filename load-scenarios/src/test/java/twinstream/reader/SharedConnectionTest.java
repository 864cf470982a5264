package twinstream.reader;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

class SharedConnectionTest {
  private static final Http2Settings TUNNELS = new Http2Settings().connectProtocolEnabled(true);

  private final Loops loops = new Loops(1);
  private final EventLoop loop = loops.next();
  private ScriptedHttp2Server server = new ScriptedHttp2Server(TUNNELS);

  @AfterEach
  void end() {
    loops.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/reset,  closed the server sent RST_STREAM with INTERNAL_ERROR",
    "/goaway, closed the server sent GOAWAY with ENHANCE_YOUR_CALM: calm",
    "/drop,   closed the connection ended before the reply did",
    "/short,  closed the server ended the stream before the reply was over",
  })
  void tellsWhatEndedAReplyBeforeItsEnd(String path, String last) throws Exception {
    Heard heard = new Heard();

    open("sse-h2", path, 1, heard);
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).doesNotContain("done").last().isEqualTo(last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h2", "ws-h2"})
  void tellsStatusAndSentenceOfARefusal(String transport) throws Exception {
    Heard heard = new Heard();

    open(transport, "/refuse", 1, heard);
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).containsExactly("connected", "refused 503 come back later", "closed ");
  }

  @Test
  void endsTheOneStreamThatBreaksTheProtocolAndNoOther() throws Exception {
    Heard other = new Heard();
    open("ws-h2", "/hang", 10, other);
    other.opened.get(10, SECONDS);
    Heard heard = new Heard();

    open("ws-h2", "/malformed", 10, heard);
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).last().asString().contains("ProtocolException: a reserved bit");
    assertThat(other.calls).containsExactly("connected", "opened");
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void opensNoWebSocketWhereTheServerAllowsNone() throws Exception {
    server.close();
    server = new ScriptedHttp2Server(new Http2Settings());
    Heard heard = new Heard();

    open("ws-h2", "/hang", 1, heard);
    heard.over.get(10, SECONDS);

    assertThat(heard.calls)
        .containsExactly("connected", "closed the server allows no extended CONNECT (RFC 8441, 3)");
    assertThat(server.seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 25", "10, 3", "100, 1"})
  void dealsStreamsToAsManyConnectionsAsTheyNeed(int perConnection, int connections)
      throws Exception {
    List<Heard> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(new Heard());
      open(i % 2 == 0 ? "ws-h2" : "sse-h2", "/hang", perConnection, all.get(i));
    }
    for (Heard heard : all) {
      heard.opened.get(10, SECONDS);
    }

    assertThat(server.connections).hasValue(connections);
  }

  @Test
  void opensNoMoreStreamsThanTheServerAllows() throws Exception {
    server.close();
    server = new ScriptedHttp2Server(new Http2Settings().maxConcurrentStreams(2));
    List<Heard> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Heard heard = new Heard();
      all.add(heard);
      open("sse-h2", "/hang", 10, heard);
      heard.opened.get(10, SECONDS);
    }

    assertThat(server.connections).hasValue(2);
  }

  @Test
  void reusesAConnectionWhoseStreamsHaveEnded() throws Exception {
    for (int i = 0; i < 3; i++) {
      Heard heard = new Heard();
      open("sse-h2", "/short", 1, heard);
      heard.over.get(10, SECONDS);
    }

    assertThat(server.connections).hasValue(1);
  }

  @Test
  void leavesAConnectionThatSaysGoAway() throws Exception {
    Heard sentAway = new Heard();
    open("sse-h2", "/goaway", 10, sentAway);
    sentAway.over.get(10, SECONDS);
    Heard later = new Heard();

    open("sse-h2", "/hang", 10, later);
    later.opened.get(10, SECONDS);

    assertThat(server.connections).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h2", "ws-h2"})
  void resetsTheStreamOfAReaderThatLeavesAndNoOther(String transport) throws Exception {
    Heard stays = new Heard();
    Heard leaves = new Heard();
    open(transport, "/hang", 10, stays);
    OpenStream leaving = open(transport, "/hang", 10, leaves);
    stays.opened.get(10, SECONDS);
    leaves.opened.get(10, SECONDS);

    leaving.close();
    leaves.over.get(10, SECONDS);

    assertThat(leaves.calls).containsExactly("connected", "opened", "closed ");
    assertThat(stays.calls).containsExactly("connected", "opened");
    // 8 is CANCEL (RFC 9113, 7).
    await(() -> server.seen.contains("RST_STREAM 8"));
  }

  @Test
  void forgetsAReaderThatLeavesBeforeItsStreamIsAskedFor() throws Exception {
    Heard heard = new Heard();

    loop.submit(() -> open("ws-h2", "/hang", 1, heard).close()).get(10, SECONDS);
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).containsExactly("closed ");
    assertThat(server.seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsItsConnectionsWithItsLoops(boolean amongItsTasks) throws Exception {
    Heard heard = new Heard();
    open("sse-h2", "/hang", 1, heard);
    heard.opened.get(10, SECONDS);

    if (amongItsTasks) {
      loop.execute(loops::close);
    } else {
      loops.close();
    }
    heard.over.get(10, SECONDS);

    assertThat(heard.calls).last().isEqualTo("closed the connection ended before the reply did");
  }

  @Test
  void insistsOnHttp2BehindTls() throws Exception {
    Heard heard = new Heard();
    try (var older =
        new TwinServer(Transports.named("sse-h1"), ServerSettings.of(List.of("tls=on")), 0, 0)
            .start()) {
      var target = new Target(new InetSocketAddress("127.0.0.1", older.port()), "/idle", true, 1);
      loops.open(loop, Readers.of("sse-h2"), target, heard);
      heard.over.get(10, SECONDS);
    }

    assertThat(heard.calls)
        .singleElement()
        .asString()
        .startsWith("closed javax.net.ssl.SSLException: the server did not choose h2 by ALPN");
  }

  private OpenStream open(String transport, String path, int perConnection, Heard heard) {
    var target =
        new Target(new InetSocketAddress("127.0.0.1", server.port()), path, false, perConnection);
    return loops.open(loop, Readers.of(transport), target, heard);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
