package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The protocol cases of others (see `cases/README.md`), held against the parsers that every
/// measurement stands on. Each is fed in pieces of several sizes: where a read ends must not
/// matter.
public final class PublicCases {
  static final List<Integer> PIECES = List.of(1, 7, Integer.MAX_VALUE);
  private static final int MAX_MESSAGE_BYTES = 65_536;
  // Masks, which a server takes off and a reader never sees; UTF-8 and codes of close frames, which
  // it hands on unjudged; a peer that vanishes, of which a parser is not told.
  private static final String FOR_SERVERS_ALONE =
      "unmasked-.*|utf8-bad-(?!is-fine).*|close-bad-.*|tcp-eof-.*";

  private PublicCases() {}

  /// What a case found.
  ///
  /// @param id of the case
  /// @param failure what the parser made of it instead; empty when it is as it should be
  public record Outcome(String id, Optional<String> failure) {}

  /// All cases for readers of event streams.
  public static List<Outcome> ofEventStreams() {
    return outcomes(
        CaseFile.cases("sse-cases.json"), PublicCases::eventsOf, PublicCases::expectedEvents);
  }

  /// All cases of raw frames that concern a reader, without their masks, which only clients set.
  public static List<Outcome> ofFrames() {
    return outcomes(
        CaseFile.cases("ws-cases.json").filter(one -> !CaseFile.id(one).matches(FOR_SERVERS_ALONE)),
        PublicCases::framesOf,
        PublicCases::expectedFrames);
  }

  private interface Reading {
    List<String> of(JsonNode one, int piece);
  }

  /// What is right; more than one where the standard leaves a choice.
  private interface Expecting {
    List<List<String>> of(JsonNode one);
  }

  private static List<Outcome> outcomes(
      Stream<JsonNode> cases, Reading reading, Expecting expecting) {
    return cases.map(one -> outcome(one, reading, expecting.of(one))).toList();
  }

  private static Outcome outcome(JsonNode one, Reading reading, List<List<String>> expected) {
    Optional<String> failure =
        PIECES.stream()
            .map(piece -> reading.of(one, piece))
            .filter(seen -> !expected.contains(seen))
            .map(seen -> "%s instead of %s".formatted(seen, expected.getFirst()))
            .findFirst();
    return new Outcome(CaseFile.id(one), failure);
  }

  private static List<String> eventsOf(JsonNode one, int piece) {
    return eventsOf(CaseFile.stream(one), piece);
  }

  /// The events that our parser finds in a stream of which it is given so many bytes at a time.
  static List<String> eventsOf(byte[] stream, int piece) {
    List<String> seen = new ArrayList<>();
    var parser =
        new EventStreamParser((type, id, bytes, from, to) ->
            seen.add(
                event(type.toString(), id.toString(), new String(bytes, from, to - from, UTF_8))));
    inPieces(stream, piece, parser::feed);
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

  /// One event in a line of text.
  static String event(String type, String id, String data) {
    return "%s#%s %s".formatted(type.isEmpty() ? "message" : type, id, data);
  }

  private static List<String> framesOf(JsonNode one, int piece) {
    var frames = new SeenFrames();
    var bytes = new ByteArrayOutputStream();
    CaseFile.steps(one).forEach(bytes::writeBytes);
    var inflating = new Inflating(false);
    try {
      var parser = new FrameParser(frames, MAX_MESSAGE_BYTES);
      if (one.has("offer")) {
        parser.inflateWith(inflating);
      }
      inPieces(Unmasked.frames(bytes.toByteArray()), piece, parser::feed);
    } catch (FrameParser.ProtocolException _) {
      frames.seen.add("refused");
    } finally {
      inflating.free();
    }
    return frames.seen;
  }

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
        yield List.of(SeenFrames.close(code.isNull() ? SeenFrames.NO_CODE : code.asInt()));
      }
    };
  }

  private static Stream<String> messages(JsonNode messages) {
    return messages.valueStream().map(CaseFile::message);
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
}
