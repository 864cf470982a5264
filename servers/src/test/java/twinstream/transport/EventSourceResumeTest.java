package twinstream.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// What a browser's EventSource does after a cut (WHATWG HTML, 9.2.3): the same URL again, with the
/// id of the last event in a header.
class EventSourceResumeTest {
  private static final Transport SSE = Transports.named("sse-h1");
  private final TwinServer server = new TwinServer(SSE, Limits.STANDARD, 0, 0).start();

  @AfterEach
  void stop() {
    server.close();
  }

  private EventStream open(String target, String... headers) throws IOException {
    RawClient client = new RawClient(server.port());
    TestReader.knock(SSE, client, target, headers);
    return new EventStream(client).opened();
  }

  private List<Item> read(String target, String... headers) throws IOException {
    try (EventStream stream = open(target, headers)) {
      return stream.rest();
    }
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(Item::id).filter(id -> !id.isEmpty()).toList();
  }

  @Test
  void goesOnBehindItsLastEventWhenItAsksTheSameUrlAgain() throws IOException {
    String url = "/stream?tokens=9&rate=500&seed=4&nonce=n";
    List<Item> seen = new ArrayList<>();
    try (EventStream stream = open(url)) {
      stream.must();
      for (int i = 0; i < 4; i++) {
        seen.add(stream.must());
      }
    }
    String last = seen.getLast().id();
    String reply = last.substring(0, last.indexOf(':'));
    seen.addAll(read(url, "Last-Event-ID: " + last));
    assertThat(ids(seen))
        .containsExactlyElementsOf(
            List.of(0, 1, 2, 3, 4, 5, 6, 7, 8).stream().map(i -> reply + ":" + i).toList());
  }

  @Test
  void isToldTheEndAgainWhenThatIsAllItMissed() throws IOException {
    String last = ids(read("/stream?tokens=3&rate=0")).getLast();
    assertThat(read("/stream?tokens=3&rate=0", "Last-Event-ID: " + last))
        .extracting(Item::kind)
        .containsExactly(Kind.START, Kind.DONE);
  }

  @Test
  void beginsAnewWithAnEmptyId() throws IOException {
    assertThat(ids(read("/stream?tokens=3&rate=0", "Last-Event-ID: "))).hasSize(3);
  }

  @Test
  void isBelievedWhatItsHeaderSaysBeforeWhatTheQuerySays() throws IOException {
    read("/stream?tokens=3&rate=0&reply=mine");
    assertThat(ids(read("/stream?last-event-id=mine:0", "Last-Event-ID: mine:1")))
        .containsExactly("mine:2");
    assertThat(ids(read("/stream?last-event-id=mine:0", "Last-Event-ID: ")))
        .containsExactly("mine:1", "mine:2");
  }

  @ParameterizedTest
  @CsvSource({"3,4", "4,''", "0,1 2 3 4"})
  void goesOnInTheArticlesExample(String last, String expected) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      String body = body(client.get("/sse", "Last-Event-ID: " + last));
      StringBuilder events = new StringBuilder();
      for (String number : expected.isEmpty() ? new String[0] : expected.split(" ")) {
        events.append("id: %s\ndata: event #%s\n\n".formatted(number, number));
      }
      assertThat(body).isEqualTo(events + "data: [DONE]\n\n");
    }
  }

  // A response of one write is not chunked.
  private static String body(RawClient client) throws IOException {
    RawClient.Head head = client.head();
    if (!head.header("Content-Length").isEmpty()) {
      return client.text(head);
    }
    StringBuilder body = new StringBuilder();
    for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
      body.append(new String(chunk, US_ASCII));
    }
    return body.toString();
  }

  @Test
  void isRefusedAnEventThatTheExampleDoesNotHave() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Head head = client.get("/sse", "Last-Event-ID: 5").head();
      assertThat(head.status()).isEqualTo(400);
      assertThat(client.text(head))
          .isEqualTo("Last-Event-ID must be a whole number from 0 to 4, but is \"5\"\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stream?tokens=1&rate=0", "/idle"})
  void isToldAtOnceHowLongToWaitAndNotAllTheSame(String target) throws IOException {
    Set<Integer> waits = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      try (EventStream stream = open(target)) {
        stream.must();
        waits.add(stream.retryMillis());
      }
    }
    assertThat(waits).allSatisfy(millis -> assertThat(millis).isBetween(1_000, 3_000));
    assertThat(waits).hasSizeGreaterThan(10);
  }
}
