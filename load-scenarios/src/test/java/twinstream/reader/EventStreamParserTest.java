package twinstream.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EventStreamParserTest {
  record Event(String type, String data, String lastEventId) {}

  static Stream<Named<JsonNode>> cases() {
    return Cases.of("sse-cases.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheEventsOfTheCaseInItsOwnPieces(JsonNode one) {
    assertThat(parse(chunks(one)).events).isEqualTo(expected(one));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheSameEventsInOnePiece(JsonNode one) {
    assertThat(parse(List.of(joined(one))).events).isEqualTo(expected(one));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheSameEventsByteByByte(JsonNode one) {
    assertThat(parse(singly(joined(one))).events).isEqualTo(expected(one));
  }

  /// Long streams hold one long line or many alike.
  @ParameterizedTest
  @MethodSource("cases")
  void readsTheSameEventsWhereverTheStreamIsCutInTwo(JsonNode one) {
    byte[] all = joined(one);
    List<Event> expected = expected(one);
    for (int at = 1; at < Math.min(all.length, 2_048); at++) {
      assertThat(
              parse(List.of(Arrays.copyOf(all, at), Arrays.copyOfRange(all, at, all.length)))
                  .events)
          .as("cut at %d", at)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learnsTheReconnectionTimeOfTheCase(JsonNode one) {
    JsonNode expected = one.path("expect").path("reconnectionTimeMs");

    assertThat(parse(chunks(one)).retryMillis)
        .isEqualTo(expected.isNull() ? null : expected.asLong());
  }

  @ParameterizedTest
  @MethodSource("commented")
  void handsOnTheCommentsOfTheCase(JsonNode one) {
    assertThat(parse(singly(joined(one))).comments)
        .isEqualTo(one.path("comments").valueStream().map(JsonNode::asString).toList());
  }

  static Stream<Named<JsonNode>> commented() {
    return cases().filter(one -> one.getPayload().has("comments"));
  }

  @Test
  void tellsTheIndexBehindTheColonOfAnId() {
    var text = new EventStreamParser.Text();
    byte[] id = "a_b:1234".getBytes(UTF_8);
    text.set(id, 0, id.length);

    assertThat(text.numberBehindColon(3)).isEqualTo(1234);
    assertThat(text.numberBehindColon(1)).isEqualTo(-1);
  }

  @Test
  void tellsNoIndexWhereTheIdHasNone() {
    var text = new EventStreamParser.Text();
    for (String without : List.of("", "a", "a:", "a:x", "a:-1", "a:1:2", "a:1234567890")) {
      byte[] id = without.getBytes(UTF_8);
      text.set(id, 0, id.length);

      assertThat(text.numberBehindColon(1)).as(without).isEqualTo(-1);
    }
  }

  private static Seen parse(List<byte[]> pieces) {
    var seen = new Seen();
    var parser = new EventStreamParser(seen);
    for (byte[] piece : pieces) {
      parser.feed(piece, 0, piece.length);
    }
    return seen;
  }

  private static List<byte[]> chunks(JsonNode one) {
    return one.path("chunks")
        .valueStream()
        .map(chunk -> Base64.getDecoder().decode(chunk.asString()))
        .toList();
  }

  private static byte[] joined(JsonNode one) {
    var all = new ByteArrayOutputStream();
    chunks(one).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static List<byte[]> singly(byte[] bytes) {
    List<byte[]> single = new ArrayList<>();
    for (byte value : bytes) {
      single.add(new byte[] {value});
    }
    return single;
  }

  private static List<Event> expected(JsonNode one) {
    return one.path("expect")
        .path("events")
        .valueStream()
        .map(event ->
            new Event(text(event, "type"), text(event, "data"), text(event, "lastEventId")))
        .toList();
  }

  private static String text(JsonNode event, String name) {
    return event.path(name).asString();
  }

  private static final class Seen implements EventStreamParser.Events {
    final List<Event> events = new ArrayList<>();
    final List<String> comments = new ArrayList<>();
    @org.jspecify.annotations.Nullable Long retryMillis;

    @Override
    public void event(
        EventStreamParser.Text type, EventStreamParser.Text id, byte[] bytes, int from, int to) {
      String name = type.isEmpty() ? "message" : type.toString();
      events.add(new Event(name, new String(bytes, from, to - from, UTF_8), id.toString()));
    }

    @Override
    public void comment(byte[] bytes, int from, int to) {
      comments.add(new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void retry(long millis) {
      retryMillis = millis;
    }
  }
}
