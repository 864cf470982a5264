package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The protocol cases of others (see `cases/README.md`), held against the parsers that every
/// measurement stands on. Each is fed in pieces of several sizes: where a read ends must not
/// matter.
public final class PublicCases {
  private static final List<Integer> PIECES = List.of(1, 7, Integer.MAX_VALUE);
  private static final int MAX_MESSAGE_BYTES = 65_536;
  private static final int NO_CODE = 1005;

  private PublicCases() {}

  /// What a case found.
  ///
  /// @param id of the case
  /// @param failure what the parser made of it instead; empty when it is as it should be
  public record Outcome(String id, Optional<String> failure) {}

  /// All cases for readers of event streams.
  public static List<Outcome> ofEventStreams() {
    return outcomes("sse-cases.json", PublicCases::eventsOf, PublicCases::expectedEvents);
  }

  /// All cases of raw frames, without their masks, which only clients set.
  public static List<Outcome> ofFrames() {
    return outcomes("ws-cases.json", PublicCases::framesOf, PublicCases::expectedFrames);
  }

  private interface Reading {
    List<String> of(JsonNode one, int piece);
  }

  /// What is right; more than one where the standard leaves a choice.
  private interface Expecting {
    List<List<String>> of(JsonNode one);
  }

  private static List<Outcome> outcomes(String file, Reading reading, Expecting expecting) {
    return cases(file).map(one -> outcome(one, reading, expecting.of(one))).toList();
  }

  private static Outcome outcome(JsonNode one, Reading reading, List<List<String>> expected) {
    Optional<String> failure =
        PIECES.stream()
            .map(piece -> reading.of(one, piece))
            .filter(seen -> !expected.contains(seen))
            .map(seen -> "%s instead of %s".formatted(seen, expected.getFirst()))
            .findFirst();
    return new Outcome(one.path("id").asString(), failure);
  }

  private static Stream<JsonNode> cases(String file) {
    try (InputStream in = PublicCases.class.getResourceAsStream("/twinstream/cases/" + file)) {
      return JsonMapper.shared()
          .readTree(Objects.requireNonNull(in, file))
          .path("cases")
          .valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> eventsOf(JsonNode one, int piece) {
    List<String> seen = new ArrayList<>();
    var parser =
        new EventStreamParser((type, id, bytes, from, to) ->
            seen.add(
                event(type.toString(), id.toString(), new String(bytes, from, to - from, UTF_8))));
    var bytes = new ByteArrayOutputStream();
    one.path("chunks").valueStream().map(PublicCases::decoded).forEach(bytes::writeBytes);
    inPieces(bytes.toByteArray(), piece, parser::feed);
    return seen;
  }

  private static List<List<String>> expectedEvents(JsonNode one) {
    return List.of(events(one));
  }

  private static List<String> events(JsonNode one) {
    return one.path("expect")
        .path("events")
        .valueStream()
        .map(event ->
            event(
                event.path("type").asString(),
                event.path("lastEventId").asString(),
                event.path("data").asString()))
        .toList();
  }

  private static String event(String type, String id, String data) {
    return "%s#%s %s".formatted(type.isEmpty() ? "message" : type, id, data);
  }

  private static List<String> framesOf(JsonNode one, int piece) {
    var seen = new SeenFrames();
    var bytes = new ByteArrayOutputStream();
    one.path("steps").valueStream().map(PublicCases::step).forEach(bytes::writeBytes);
    try {
      var parser = new FrameParser(seen, MAX_MESSAGE_BYTES);
      inPieces(Unmasked.frames(bytes.toByteArray()), piece, parser::feed);
    } catch (FrameParser.ProtocolException _) {
      seen.seen.add("refused");
    }
    return seen.seen;
  }

  // An endpoint answers a ping by a pong of the same payload, and a pong by nothing.
  private static List<List<String>> expectedFrames(JsonNode one) {
    JsonNode expect = one.path("expect");
    return expect.path("outcome").asString().equals("either")
        ? expect.path("options").valueStream().map(PublicCases::frames).toList()
        : List.of(frames(expect));
  }

  private static List<String> frames(JsonNode expect) {
    return switch (expect.path("outcome").asString()) {
      case "messages" -> messages(expect.path("messages")).toList();
      case "fail" ->
          Stream.concat(messages(expect.path("messagesBefore")), Stream.of("refused")).toList();
      default -> {
        JsonNode code = expect.path("closeCodes").path(0);
        yield List.of("close " + (code.isNull() ? NO_CODE : code.asInt()));
      }
    };
  }

  private static Stream<String> messages(JsonNode messages) {
    return messages
        .valueStream()
        .map(message ->
            message.path("type").asString()
                + " "
                + HexFormat.of()
                    .formatHex(
                        message.has("b64")
                            ? decoded(message.path("b64"))
                            : parts(message.path("parts"))));
  }

  private static byte[] step(JsonNode step) {
    return step.has("send") ? decoded(step.path("send")) : parts(step.path("sendParts"));
  }

  private static byte[] parts(JsonNode parts) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(decoded(parts.path("head")));
    byte[] repeated = decoded(parts.path("repeat"));
    IntStream.range(0, parts.path("times").asInt()).forEach(_ -> all.writeBytes(repeated));
    all.writeBytes(decoded(parts.path("tail")));
    return all.toByteArray();
  }

  private static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }

  private interface Feeding {
    void feed(byte[] bytes, int from, int to);
  }

  private static void inPieces(byte[] bytes, int piece, Feeding feeding) {
    for (int from = 0; from < bytes.length; ) {
      int to = piece > bytes.length - from ? bytes.length : from + piece;
      feeding.feed(bytes, from, to);
      from = to;
    }
  }

  private static final class SeenFrames implements FrameParser.Frames {
    private final List<String> seen = new ArrayList<>();

    private void add(String type, byte[] bytes, int from, int to) {
      seen.add(type + " " + HexFormat.of().formatHex(bytes, from, to));
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
      add("text", bytes, from, to);
    }

    @Override
    public void binary(byte[] bytes, int from, int to) {
      add("binary", bytes, from, to);
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
      add("pong", bytes, from, to);
    }

    @Override
    public void pong(byte[] bytes, int from, int to) {}

    @Override
    public void close(int code, byte[] reason, int from, int to) {
      seen.add("close " + code);
    }
  }
}
