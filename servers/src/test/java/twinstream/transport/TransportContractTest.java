package twinstream.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.Limits;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;
import twinstream.workload.Ascii;
import twinstream.workload.Envelope;
import twinstream.workload.Pacing;
import twinstream.workload.Reply;
import twinstream.workload.ReplyRequest;
import twinstream.workload.Schedule;
import twinstream.workload.TokenCorpus;

/// What every transport owes a reader who asks and stays.
@ParameterizedClass
@FieldSource("twinstream.transport.Mount#ALL")
class TransportContractTest {
  private static final int TOKENS = 60;
  private final Mount mount;
  private final TwinServer server;

  TransportContractTest(Mount mount) {
    this.mount = mount;
    server = mount.server(Limits.STANDARD);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<Item> read(String query) throws IOException {
    try (TestReader reader = mount.open(server.port(), "/stream?" + query)) {
      return reader.rest();
    }
  }

  private static List<String> texts(List<Item> items) {
    return items.stream().filter(item -> item.kind() == Kind.TOKEN).map(Item::text).toList();
  }

  private static List<String> expected(Envelope envelope, long seed, String id, int from) {
    Reply reply = new Reply(seed, TOKENS, TokenCorpus.standard());
    ByteBuffer target = ByteBuffer.allocate(1 << 16);
    return IntStream.range(from, TOKENS)
        .mapToObj(index -> {
          envelope.write(Ascii.of(id), reply.token(index), target.clear());
          return new String(target.array(), 0, target.position(), UTF_8);
        })
        .toList();
  }

  private static JsonNode start(List<Item> items) {
    assertThat(items.getFirst().kind()).isEqualTo(Kind.START);
    return JsonMapper.shared().readTree(items.getFirst().text());
  }

  @ParameterizedTest
  @EnumSource
  void sendsEachTokenOnceInOrderAndUnchanged(Envelope envelope) throws IOException {
    List<Item> items =
        read("tokens=60&rate=5000&seed=7&reply=mine&envelope=" + envelope.wireName());
    assertThat(texts(items)).isEqualTo(expected(envelope, 7, "mine", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"steady", "gamma", "engine-step", "flood"})
  void sendsTheSameTextAtEveryPacing(String pacing) throws IOException {
    List<Item> items = read("tokens=60&rate=2000&pacing=" + pacing);
    assertThat(texts(items)).isEqualTo(expected(Envelope.PLAIN, 1, "", 0));
  }

  @Test
  void saysFirstWhichReplyItIsAndWhenItStarted() throws IOException {
    long beforeNanos = System.nanoTime();
    JsonNode start = start(read("tokens=60&rate=0&reply=mine"));
    assertThat(start.propertyNames())
        .containsExactlyInAnyOrder("reply", "originNanos", "stepNanos", "tokens");
    assertThat(start.get("reply").asString()).isEqualTo("mine");
    assertThat(start.get("tokens").asInt()).isEqualTo(TOKENS);
    assertThat(start.get("originNanos").asLong()).isBetween(beforeNanos, System.nanoTime());
    assertThat(start.get("stepNanos").asLong()).isZero();
  }

  @Test
  void saysNothingBehindTheEndOfTheReply() throws IOException {
    List<Item> items = read("tokens=60&rate=0");
    assertThat(items).hasSize(1 + TOKENS + 1).last().extracting(Item::kind).isEqualTo(Kind.DONE);
  }

  @Test
  void makesAnIdOfItsOwnForEachReply() throws IOException {
    assertThat(start(read("tokens=1&rate=0")).get("reply").asString())
        .matches("[A-Za-z0-9_-]{1,64}")
        .isNotEqualTo(start(read("tokens=1&rate=0")).get("reply").asString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 59, 60})
  void startsAtTheTokenAskedFor(int from) throws IOException {
    List<Item> items = read("tokens=60&rate=5000&from=" + from);
    assertThat(texts(items)).isEqualTo(expected(Envelope.PLAIN, 1, "", from));
    assertThat(start(items).get("tokens").asInt()).isEqualTo(TOKENS);
  }

  @ParameterizedTest
  @CsvSource({"steady,1000", "gamma,1000", "engine-step,500"})
  void sendsNoTokenBeforeItIsDue(String pacing, int rate) throws IOException {
    List<Item> items = read("tokens=60&first=5&rate=%d&seed=3&pacing=%s".formatted(rate, pacing));
    JsonNode start = start(items);
    Schedule schedule =
        new ReplyRequest(TOKENS, Pacing.of(pacing, rate), 5, 3, Envelope.PLAIN, null, 0, null)
            .schedule(start.get("originNanos").asLong(), start.get("stepNanos").asLong());
    // Read after it was sent, on the same clock.
    assertThat(IntStream.range(0, TOKENS))
        .allSatisfy(index ->
            assertThat(items.get(1 + index).atNanos())
                .isGreaterThanOrEqualTo(schedule.dueNanos(index)));
  }

  @Test
  void countsWhatItSent() throws IOException {
    read("tokens=60&rate=0");
    assertThat(server.replies().counts().tokens.sum()).isEqualTo(TOKENS);
    assertThat(server.replies().counts().opened.sum()).isOne();
  }
}
