package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.transport.WriterCases.data;
import static twinstream.transport.WriterCases.expected;
import static twinstream.transport.WriterCases.field;
import static twinstream.transport.WriterCases.isRefused;
import static twinstream.transport.WriterCases.text;
import static twinstream.transport.WriterCases.token;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import twinstream.delivery.Limits;
import twinstream.delivery.Message;
import twinstream.server.TwinServer;
import twinstream.transport.StrictEvents.Event;
import twinstream.workload.Envelope;
import twinstream.workload.Reply;
import twinstream.workload.TokenCorpus;

/// The cases for writers over live event streams of both versions of HTTP.
class LiveWriterCasesTest {
  static final List<String> TRANSPORTS = List.of("sse-h1", "sse-h2");

  private static final Map<String, TwinServer> RECITING = new HashMap<>();

  @AfterAll
  static void stop() {
    RECITING.values().forEach(TwinServer::close);
    RECITING.clear();
  }

  static Stream<Arguments> sendable() {
    return WriterCases.arguments(WriterCases.SENDABLE);
  }

  private static List<Message> recited(JsonNode one) {
    List<Message> messages = new ArrayList<>();
    messages.add(new Message.Plain(field(one, "id"), data(one)));
    for (Envelope envelope : Envelope.values()) {
      messages.add(token(envelope, one));
    }
    return messages;
  }

  private static int reciting(String transport) {
    return RECITING
        .computeIfAbsent(
            transport,
            name ->
                new TwinServer(
                        new RecitingTransport(
                            (SseTransport) Transports.named(name),
                            WriterCases.SENDABLE.stream()
                                .map(LiveWriterCasesTest::recited)
                                .toList()),
                        Limits.STANDARD,
                        0,
                        0)
                    .start())
        .port();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sendable")
  void areReadUnchangedOverLiveStreams(String id, int place, JsonNode one) throws IOException {
    for (String transport : TRANSPORTS) {
      List<Event> events =
          StrictEvents.of(got(transport, reciting(transport), "/stream?tokens=" + (place + 1)));
      if (isRefused(one)) {
        assertThat(events).as("nothing crosses, the end least of all").isEmpty();
        continue;
      }
      assertThat(events).hasSize(1 + Envelope.values().length + 1);
      assertThat(events.subList(0, 1)).isEqualTo(expected(one));
      for (Envelope envelope : Envelope.values()) {
        assertThat(text(envelope, events.get(1 + envelope.ordinal()).data())).isEqualTo(data(one));
      }
      assertThat(events.getLast().data()).isEqualTo("[DONE]");
    }
  }

  /// All that comes of a response, however it ends.
  private static String got(String transport, int port, String target) throws IOException {
    var got = new ByteArrayOutputStream();
    try (RawClient client = new RawClient(port)) {
      Exchange exchange =
          transport.endsWith("h2") ? new Http2Client(client).get(target) : client.get(target);
      if (exchange.head().status() == 200) {
        for (byte[] chunk = exchange.chunk(); chunk.length > 0; chunk = exchange.chunk()) {
          got.writeBytes(chunk);
        }
      }
    } catch (EOFException _) {
      // Cut, which some cases ask for.
    }
    return got.toString(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "sse-h2"})
  void areTakenAsNoReplysIdByTheProduct(String transport) throws IOException {
    try (var server = new TwinServer(Transports.named(transport), Limits.STANDARD, 0, 0).start()) {
      List<String> ids =
          WriterCases.ALL.stream()
              .map(one -> field(one, "id"))
              .filter(id -> !id.isEmpty())
              .toList();
      assertThat(ids).hasSize(4);
      for (String id : ids) {
        String query = "/stream?tokens=1&reply=" + URLEncoder.encode(id, UTF_8);
        assertThat(TestReader.answer(Transports.named(transport), server.port(), query).status())
            .as(id)
            .isEqualTo(400);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "sse-h2"})
  void findNothingInAWholeReplyOfTheProduct(String transport) throws IOException {
    var corpus = TokenCorpus.standard();
    Reply reply = new Reply(3, 3 * corpus.size(), corpus);
    try (var server = new TwinServer(Transports.named(transport), Limits.STANDARD, 0, 0).start()) {
      String query = "/stream?tokens=%d&rate=0&seed=3&reply=mine".formatted(reply.tokens());
      String stream = got(transport, server.port(), query);
      List<Event> events = StrictEvents.of(stream);
      assertThat(stream).doesNotContain("\r", "\uFEFF", "\0");
      assertThat(events.getFirst().type()).isEqualTo("reply");
      assertThat(events.getLast()).isEqualTo(new Event("message", "[DONE]", last(reply)));
      assertThat(
              events.subList(1, events.size() - 1).stream()
                  .map(event -> event.lastEventId() + " " + text(Envelope.PLAIN, event.data())))
          .containsExactlyElementsOf(
              IntStream.range(0, reply.tokens())
                  .mapToObj(i -> "mine:" + i + " " + new String(reply.text(i), UTF_8))
                  .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse-h1", "sse-h2"})
  void findNothingInTheArticlesExample(String transport) throws IOException {
    try (var server = new TwinServer(Transports.named(transport), Limits.STANDARD, 0, 0).start()) {
      String stream = got(transport, server.port(), "/sse");
      assertThat(stream).doesNotContain("\r", "\uFEFF", "\0");
      assertThat(StrictEvents.of(stream).stream().map(Event::data))
          .containsExactly(
              "stream started",
              "event #0",
              "event #1",
              "event #2",
              "event #3",
              "event #4",
              "[DONE]");
    }
  }

  private static String last(Reply reply) {
    return "mine:" + (reply.tokens() - 1);
  }
}
