package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;

/// How client and server agree over TLS on what they speak (RFC 7301; RFC 9113, 3.2).
class AlpnTest {
  private @Nullable TwinServer started;

  private int serve(String transport) {
    started = new Mount(Transports.named(transport), true).server(Limits.STANDARD).start();
    return started.port();
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"h2 http/1.1,h2", "http/1.1 h2,h2", "spdy/3 h2,h2", "spdy/3 http/1.1,http/1.1"})
  void choosesTheNewestThatBothSpeak(String offered, String chosen) throws IOException {
    for (String transport : List.of("sse-h2", "ws-h2")) {
      try (RawClient client = new RawClient(serve(transport)).secure(offered.split(" "))) {
        assertThat(client.protocol()).as(transport).isEqualTo(chosen);
      }
      stop();
    }
  }

  // Without the alert that RFC 7301, 3.2 asks for: Jetty closes the connection.
  @ParameterizedTest
  @ValueSource(strings = {"sse-h2", "ws-h2"})
  void hangsUpOnWhoSpeaksNeither(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport))) {
      assertThatThrownBy(() -> client.secure("h3", "spdy/3")).isInstanceOf(SSLException.class);
    }
  }

  // A client of HTTP/1.1 that is older than ALPN.
  @ParameterizedTest
  @ValueSource(strings = {"sse-h2", "ws-h2"})
  void speaksTheOldestToWhoOffersNothing(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport)).secure()) {
      assertThat(client.protocol()).isEmpty();
      assertThat(client.get("/health").head().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h2", "ws-h2"})
  void takesNoPrefaceOfHttp2WhereHttp1WasAgreedOn(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport)).secure("http/1.1")) {
      assertThatThrownBy(() -> new Http2Client(client).get("/health").head())
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "ws-h1", "sse-h2", "ws-h2", "raw-tcp"})
  void hangsUpOnWhoSpeaksCleartext(String transport) throws IOException {
    try (RawClient client = new RawClient(serve(transport)).get("/health")) {
      assertThat(client.bytes(1)[0])
          .as("the type of an alert (RFC 8446, 5.1)")
          .isEqualTo((byte) 21);
      client.awaitEnd();
    }
  }
}
