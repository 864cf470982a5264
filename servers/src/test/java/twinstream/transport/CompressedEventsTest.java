package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.workload.Envelope;

/// Event streams as compressed bytes, over a live server.
class CompressedEventsTest {
  static final List<String> CODINGS = List.of("gzip", "br", "zstd");

  private TwinServer server = server("off");

  private static TwinServer server(String compression) {
    var settings = ServerSettings.of(List.of("compression=" + compression));
    return new TwinServer(Transports.named("sse-h1"), settings, 0, 0);
  }

  private void serve(String coding) {
    server =
        server(
                switch (coding) {
                  case "gzip" -> "deflate";
                  case "br" -> "brotli";
                  default -> coding;
                })
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawClient.Head head(RawClient client, String target, String acceptEncoding)
      throws IOException {
    client.get(target, "Accept: text/event-stream", "Accept-Encoding: " + acceptEncoding);
    return client.head();
  }

  private byte[] body(String target, String acceptEncoding) throws IOException {
    try (var client = new RawClient(server.port())) {
      return client.body(head(client, target, acceptEncoding));
    }
  }

  // When the reply began, and when a reader should come back, is never the same.
  private static String timeless(byte[] events) {
    return new String(events, UTF_8)
        .replaceFirst("\"originNanos\":\"?\\d+", "\"originNanos\":0")
        .replaceFirst("retry: \\d+", "retry: 0");
  }

  /// Each write is a chunk: nothing of the next event was sent when an event could be decoded.
  @ParameterizedTest
  @FieldSource("CODINGS")
  void sendsEachEventSoThatItCanBeDecodedAtOnce(String coding) throws IOException {
    serve(coding);
    try (var client = new RawClient(server.port());
        Decoding decoding = Decoding.of(coding)) {
      RawClient.Head head = head(client, "/stream?tokens=200&rate=2000&reply=mine", coding);
      assertThat(head.header("Content-Encoding")).isEqualTo(coding);
      assertThat(new String(decoding.feed(client.chunk()), UTF_8)).contains("event: reply\n");
      for (int i = 0; i < 200; i++) {
        String event = new String(decoding.feed(client.chunk()), UTF_8);
        assertThat(event).startsWith("id: mine:" + i + "\ndata: ").endsWith("}\n\n");
        assertThat(event.split("\n\n")).hasSize(1);
      }
      assertThat(new String(decoding.feed(client.chunk()), UTF_8)).isEqualTo("data: [DONE]\n\n");
      decoding.assertComplete();
    }
  }

  static Stream<Arguments> codingsAndEnvelopes() {
    return CODINGS.stream()
        .flatMap(coding -> Stream.of(Envelope.values()).map(one -> Arguments.of(coding, one)));
  }

  @ParameterizedTest
  @MethodSource("codingsAndEnvelopes")
  void sendsTheBytesOfThePlainStream(String coding, Envelope envelope) throws IOException {
    serve(coding);
    String target =
        "/stream?tokens=3000&pacing=flood&rate=0&seed=7&reply=mine&envelope=" + envelope.wireName();
    try (Decoding decoding = Decoding.of(coding)) {
      decoding.take(body(target, coding));
      decoding.assertComplete();
      assertThat(timeless(decoding.all())).isEqualTo(timeless(body(target, "identity")));
    }
  }

  @ParameterizedTest
  @FieldSource("CODINGS")
  void canBeDecodedByteByByte(String coding) throws IOException {
    serve(coding);
    String target = "/stream?tokens=500&pacing=flood&rate=0&reply=mine";
    try (Decoding decoding = Decoding.of(coding)) {
      for (byte one : body(target, coding)) {
        decoding.take(new byte[] {one});
      }
      decoding.assertComplete();
      assertThat(timeless(decoding.all())).isEqualTo(timeless(body(target, "identity")));
    }
  }

  @ParameterizedTest
  @FieldSource("CODINGS")
  void keepsALongFloodExact(String coding) throws IOException {
    serve(coding);
    String target = "/stream?tokens=100000&pacing=flood&rate=0&seed=3&reply=mine";
    try (Decoding decoding = Decoding.of(coding)) {
      decoding.take(body(target, coding));
      decoding.assertComplete();
      assertThat(timeless(decoding.all())).isEqualTo(timeless(body(target, "identity")));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                   | gzip",
        "br, GZIP;q=0.3         | gzip",
        "*                      | gzip",
        "identity;q=0.5, gzip   | gzip",
        "gzip;q=0               | ''",
        "gzip;q=0, *            | ''",
        "gzip;q=0.1, identity   | ''",
        "gzip;q=much            | ''",
        "br, zstd               | ''",
        "''                     | ''",
      })
  void codesOnlyForReadersWhoAcceptIt(String accept, String coding) throws IOException {
    serve("gzip");
    try (var client = new RawClient(server.port())) {
      RawClient.Head head = head(client, "/stream?tokens=1&rate=0", accept);
      assertThat(head.header("Content-Encoding")).isEqualTo(coding);
      assertThat(head.header("Vary")).isEqualTo("Accept-Encoding");
    }
  }

  @Test
  void sendsPlainBytesToAReaderWhoSaysNothing() throws IOException {
    serve("zstd");
    try (var client = new RawClient(server.port())) {
      TestReader.knock(Transports.named("sse-h1"), client, "/stream?tokens=3&rate=0&reply=mine");
      RawClient.Head head = client.head();
      assertThat(head.header("Content-Encoding")).isEmpty();
      assertThat(client.text(head)).contains("id: mine:2\n").endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void agreesOnNothingWhereItIsOff() throws IOException {
    serve("off");
    try (var client = new RawClient(server.port())) {
      RawClient.Head head = head(client, "/stream?tokens=1&rate=0", "gzip, br, zstd");
      assertThat(head.headers()).doesNotContainKeys("Content-Encoding", "Vary");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/idle", "/stream?tokens=0", "/nowhere"})
  void leavesPlainWhatHasNoTokens(String target) throws IOException {
    serve("gzip");
    try (var client = new RawClient(server.port())) {
      assertThat(head(client, target, "gzip").header("Content-Encoding")).isEmpty();
    }
  }

  @Test
  void codesTheExampleOfTheArticle() throws IOException {
    serve("gzip");
    try (Decoding decoding = Decoding.of("gzip")) {
      decoding.take(body("/sse", "gzip"));
      decoding.assertComplete();
      assertThat(decoding.all()).isEqualTo(body("/sse", "identity"));
    }
  }
}
