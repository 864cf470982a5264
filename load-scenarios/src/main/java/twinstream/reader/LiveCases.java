package twinstream.reader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The other half of [PublicCases]: over the wire of running servers on this host. What asks a
/// server for an answer is sent to it as it stands there; what servers write is read by our parser
/// and by the rules for writers, which have no code in common.
public final class LiveCases {
  /// The transports that others wrote cases for.
  public static final List<String> TRANSPORTS = List.of("sse-h1", "ws-h1", "sse-h2", "ws-h2");

  private static final int TOKENS = 2_000;
  private static final List<String> ENVELOPES = List.of("plain", "openai", "ai-sdk");

  private LiveCases() {}

  /// Plays all that can be played to a server.
  ///
  /// @param transport one of [#TRANSPORTS]
  /// @param port of the server on 127.0.0.1, in cleartext and without compression
  public static List<PublicCases.Outcome> of(String transport, int port) {
    boolean http2 = transport.endsWith("-h2");
    return transport.startsWith("ws-")
        ? LiveFrames.cases().map(one -> LiveFrames.outcome(one, http2, port)).toList()
        : targets().map(target -> read(target, http2, port)).toList();
  }

  /// What [#of] plays, in words.
  public static String planted(String transport) {
    return transport.startsWith("ws-")
        ? "frames that others wrote, sent to a running server"
        : "replies of a running server, held to the rules for writers and read";
  }

  private static Stream<String> targets() {
    return ENVELOPES.stream()
        .map(
            "/stream?tokens=%d&rate=0&seed=7&reply=live&envelope=%%s".formatted(TOKENS)::formatted);
  }

  private static PublicCases.Outcome read(String target, boolean http2, int port) {
    try (RawExchange exchange = RawExchange.events(http2, port, target)) {
      var all = new ByteArrayOutputStream();
      for (byte[] bytes = exchange.next(); bytes.length > 0; bytes = exchange.next()) {
        all.writeBytes(bytes);
      }
      return new PublicCases.Outcome(target, failure(all.toByteArray(), TOKENS));
    } catch (IOException e) {
      return new PublicCases.Outcome(target, Optional.of(e.toString()));
    }
  }

  /// What is wrong with the stream of a whole reply; empty for nothing.
  static Optional<String> failure(byte[] stream, int tokens) {
    List<String> ruled;
    try {
      ruled = WriterRules.events(stream);
    } catch (IllegalStateException e) {
      return Optional.of("broken: " + e.getMessage());
    }
    if (ruled.size() != tokens + 2 || !ruled.getLast().endsWith(" [DONE]")) {
      return Optional.of(
          "%d events instead of %d, the last of them %s"
              .formatted(ruled.size(), tokens + 2, ruled.getLast()));
    }
    return PublicCases.PIECES.stream()
            .allMatch(piece -> PublicCases.eventsOf(stream, piece).equals(ruled))
        ? Optional.empty()
        : Optional.of("our parser reads other events than the rules for writers say");
  }
}
