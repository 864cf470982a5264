package twinstream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twinstream.result.LiveSettings;
import twinstream.result.Pair;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.Transports;

/// What a server of events reads back of itself differs, for settings that need neither TLS, Redis
/// nor a JVM of its own, in what the verdict lets it differ in, and in nothing else.
class AskedSettingsTest {
  private static final Duration AT_MOST = Duration.ofSeconds(20);

  private static Map<String, String> live(String setting) throws Exception {
    try (var client = HttpClient.newHttpClient();
        var server =
            new TwinServer(Transports.named("sse-h1"), ServerSettings.of(List.of(setting)), 0, 0)
                .start()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:%d/stream?tokens=100&rate=1".formatted(server.port())))
              .header("Accept-Encoding", "deflate")
              .timeout(AT_MOST)
              .build();
      try (InputStream stream =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
        assertThat(stream.read()).isNotNegative();
        return server.settings().values();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "flush, each, every:4",
    "flush, each, ms:20",
    "overflow, disconnect, drop",
    "outbox, 1024, 16",
    "precision, 1ms, exact",
    "send-buffer, 0, 65536",
    "compression, off, deflate",
    "log-window, 0, 40",
  })
  void areThoseThatAServerHasOtherwiseThen(String name, String usual, String other)
      throws Exception {
    String first = name + "=" + usual;
    String second = name + "=" + other;
    var asked =
        LiveSettings.asked(new Pair(Pair.varied("sse-h1", first), Pair.varied("sse-h1", second)));
    var differing =
        new twinstream.server.LiveSettings(live(first))
            .unequal(new twinstream.server.LiveSettings(live(second)));

    assertThat(differing).isNotEmpty().isSubsetOf(asked);
  }
}
