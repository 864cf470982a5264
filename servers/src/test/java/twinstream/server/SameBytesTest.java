package twinstream.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import twinstream.delivery.Limits;
import twinstream.server.WireTap.Framed;
import twinstream.transport.Transport;
import twinstream.transport.Transports;
import twinstream.workload.Envelope;

/// The same text crosses on every transport, and what each puts around a token is what its protocol
/// asks for and nothing more. Counted on the wire.
class SameBytesTest {
  private static final int TOKENS = 200;
  private static final int SHORT_BYTES = 125;

  /// Bytes around a token of at most 125 bytes, the event's id line aside.
  private static final Map<String, Integer> AROUND =
      Map.of("sse-h1", 14, "ws-h1", 2, "sse-h2", 17, "ws-h2", 11, "raw-tcp", 4);

  private static List<Framed> tokens(Transport transport, String query) throws IOException {
    try (var server = new TwinServer(transport, Limits.STANDARD, 0, 0).start();
        var tap =
            new WireTap(
                transport,
                server.port(),
                "/stream?tokens=%d&seed=5&reply=r1&%s".formatted(TOKENS, query))) {
      List<Framed> tokens = new ArrayList<>();
      var _ = tap.next();
      while (tokens.size() < TOKENS) {
        tokens.add(tap.next());
      }
      return tokens;
    }
  }

  private static String payload(Framed token) {
    return token.text().replaceFirst("^id: r1:\\d+\ndata: ", "").replaceFirst("\n\n$", "");
  }

  @ParameterizedTest
  @EnumSource
  void sendsTheSameTextOnAllTransports(Envelope envelope) throws IOException {
    List<List<String>> texts = new ArrayList<>();
    for (Transport transport : Transports.ALL) {
      texts.add(
          tokens(transport, "rate=0&envelope=" + envelope.wireName()).stream()
              .map(SameBytesTest::payload)
              .toList());
    }
    assertThat(texts).containsOnly(texts.getFirst());
    assertThat(texts.getFirst()).hasSize(TOKENS);
  }

  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void putsAroundEachTokenWhatItsProtocolAsksFor(Transport transport) throws IOException {
    List<Framed> tokens = tokens(transport, "rate=0");
    boolean events = transport.name().startsWith("sse");
    for (int i = 0; i < TOKENS; i++) {
      Framed token = tokens.get(i);
      int payload = payload(token).length();
      assertThat(payload).as("a short token").isBetween(10, SHORT_BYTES);
      int idLine = events ? "id: r1:%d\n".formatted(i).length() : 0;
      assertThat(token.bytes() - payload - idLine)
          .as("token %d, %s", i, token.text())
          .isEqualTo(AROUND.get(transport.name()));
    }
  }

  // In one tick all that is due goes to the socket together: the frames stay what they are.
  @ParameterizedTest
  @FieldSource("twinstream.transport.Transports#ALL")
  void keepsAFrameForEachTokenWhereTokensShareAWrite(Transport transport) throws IOException {
    List<Framed> alone = tokens(transport, "rate=200");
    List<Framed> together = tokens(transport, "pacing=flood");
    assertThat(together).isEqualTo(alone);
  }
}
