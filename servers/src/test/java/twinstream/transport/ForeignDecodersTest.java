package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;

/// Event streams as whole programs and libraries decode them that know nothing of this suite.
@Timeout(60)
class ForeignDecodersTest {
  private static final String WHOLE = "/stream?tokens=3000&pacing=flood&rate=0&seed=7&reply=mine";
  private static final String ENDLESS = "/stream?tokens=100000&rate=50&reply=mine";

  private final List<Process> started = new ArrayList<>();
  private @Nullable TwinServer server;

  private String serve(String transport, String compression) {
    var settings = ServerSettings.of(List.of("compression=" + compression));
    server = new TwinServer(Transports.named(transport), settings, 0, 0).start();
    return "http://127.0.0.1:" + server.port();
  }

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
    if (server != null) {
      server.close();
    }
  }

  private Process curl(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--no-buffer"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  // Such as `Features: alt-svc AsynchDNS brotli … libz … zstd`.
  private void requireCurl(String feature) throws IOException {
    boolean able = false;
    try {
      able = new String(curl("--version").getInputStream().readAllBytes(), UTF_8).contains(feature);
    } catch (IOException _) {
      // There is none.
    }
    assumeTrue(able, "there is no curl on the path that was built with " + feature);
  }

  // When the reply began, and when a reader should come back, is never the same.
  private static String timeless(byte[] events) {
    return new String(events, UTF_8)
        .replaceFirst("\"originNanos\":\"?\\d+", "\"originNanos\":0")
        .replaceFirst("retry: \\d+", "retry: 0");
  }

  @ParameterizedTest
  @CsvSource({
    "sse-h1, deflate, libz, gzip",
    "sse-h1, brotli, brotli, br",
    "sse-h1, zstd, zstd, zstd",
    "sse-h2, deflate, libz, gzip",
    "sse-h2, brotli, brotli, br",
    "sse-h2, zstd, zstd, zstd",
  })
  void areDecodedByCurl(String transport, String compression, String feature, String coding)
      throws IOException, InterruptedException {
    requireCurl(feature);
    String origin = serve(transport, compression);
    String version = transport.endsWith("h2") ? "--http2-prior-knowledge" : "--http1.1";
    Process coded =
        curl(version, "--compressed", "-H", "Accept-Encoding: " + coding, origin + WHOLE);
    byte[] decoded = coded.getInputStream().readAllBytes();
    assertThat(coded.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(coded.exitValue()).isZero();
    byte[] plain = curl(version, origin + WHOLE).getInputStream().readAllBytes();
    assertThat(timeless(decoded)).isEqualTo(timeless(plain)).endsWith("data: [DONE]\n\n");

    byte[] raw =
        curl(version, "-H", "Accept-Encoding: " + coding, origin + WHOLE)
            .getInputStream()
            .readAllBytes();
    assertThat(raw.length).as("bytes that crossed").isLessThan(plain.length * 2 / 3);
  }

  /// An event comes out of the program while the stream goes on.
  @ParameterizedTest
  @CsvSource({"deflate, libz, gzip", "brotli, brotli, br", "zstd, zstd, zstd"})
  void areDecodedByCurlAsTheyCome(String compression, String feature, String coding)
      throws IOException {
    requireCurl(feature);
    String origin = serve("sse-h1", compression);
    Process coded = curl("--compressed", "-H", "Accept-Encoding: " + coding, origin + ENDLESS);
    assertThat(coded.inputReader(UTF_8).lines().anyMatch("id: mine:30"::equals)).isTrue();
    // Of one second's tokens, nothing is held back until a block is full.
    assertThat(Objects.requireNonNull(server).replies().counts().tokens.sum()).isLessThan(30 + 50);
  }

  @Test
  void areDecodedByTheJdk() throws IOException, InterruptedException {
    String origin = serve("sse-h1", "deflate");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(origin + WHOLE)).timeout(Duration.ofSeconds(20));
      byte[] plain = client.send(request.copy().build(), BodyHandlers.ofByteArray()).body();
      var coded =
          client.send(
              request.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
      assertThat(coded.headers().firstValue("Content-Encoding")).hasValue("gzip");
      // It checks length and checksum at the end.
      try (InputStream decoded = new GZIPInputStream(new ByteArrayInputStream(coded.body()))) {
        assertThat(timeless(decoded.readAllBytes())).isEqualTo(timeless(plain));
      }
    }
  }
}
