package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;
import twinstream.delivery.DeliveryCounts;
import twinstream.server.ServerSettings;
import twinstream.server.TwinServer;
import twinstream.transport.TestReader.Item;
import twinstream.transport.TestReader.Kind;

/// When what waits is written, and what becomes of what there is no room for: alike on every
/// transport.
@ParameterizedClass
@FieldSource("twinstream.transport.Mount#ALL")
class FlushContractTest {
  private static final int TOKENS = 40;
  // The control record and the end, which never wait.
  private static final int CONTROL_WRITES = 2;

  private final Mount mount;
  private @Nullable TwinServer started;

  FlushContractTest(Mount mount) {
    this.mount = mount;
  }

  private TwinServer serve(String... settings) {
    started = mount.server(ServerSettings.of(List.of(settings))).start();
    return started;
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.close();
    }
  }

  private List<Item> read(TwinServer server, String query) throws IOException {
    try (TestReader reader = mount.open(server.port(), "/stream?" + query)) {
      return reader.rest();
    }
  }

  private static List<Integer> indexes(List<Item> items) {
    return items.stream()
        .filter(item -> item.kind() == Kind.TOKEN)
        .map(item -> JsonMapper.shared().readTree(item.text()).get("i").asInt())
        .toList();
  }

  private static void assertWhole(List<Item> items, int tokens) {
    assertThat(indexes(items)).isEqualTo(IntStream.range(0, tokens).boxed().toList());
    assertThat(items).last().extracting(Item::kind).isEqualTo(Kind.DONE);
  }

  // Over HTTP/2 the connection writes, too: its settings and its heads.
  private boolean countsConnectionWrites() {
    return mount.transport().name().endsWith("-h2");
  }

  @Test
  void writesFourTokensAtOnceWhenSetSo() throws IOException {
    TwinServer server = serve("flush=every:4");
    assertWhole(read(server, "tokens=%d&rate=500".formatted(TOKENS)), TOKENS);
    long writes = server.replies().counts().writes.sum();
    if (countsConnectionWrites()) {
      assertThat(writes).isBetween(TOKENS / 4L, TOKENS / 4L + CONTROL_WRITES + 8L);
    } else {
      assertThat(writes).isEqualTo(TOKENS / 4 + CONTROL_WRITES);
    }
  }

  @Test
  void writesTokensOnceInAPeriodWhenSetSo() throws IOException {
    TwinServer server = serve("flush=ms:40");
    long startNanos = System.nanoTime();
    assertWhole(read(server, "tokens=%d&rate=200".formatted(TOKENS)), TOKENS);
    long periods = (System.nanoTime() - startNanos) / 40_000_000 + 1;
    long writes = server.replies().counts().writes.sum();
    assertThat(writes)
        .isLessThanOrEqualTo(periods + CONTROL_WRITES + (countsConnectionWrites() ? 8 : 0));
    assertThat(writes).isLessThan(TOKENS);
  }

  @Test
  void neitherHangsNorOverflowsInAFloodThatIsWrittenOnceInAPeriod() throws IOException {
    TwinServer server = serve("flush=ms:40");
    assertWhole(read(server, "tokens=5000&rate=0"), 5_000);
    assertThat(server.replies().counts().overflowed.sum()).isZero();
    // 512 tokens at a time: a token at a time would have taken more than three minutes.
    assertThat(server.replies().counts().dropped.sum()).isZero();
  }

  @Test
  void writesTheRestWithTheEnd() throws IOException {
    assertWhole(read(serve("flush=every:1000"), "tokens=7&rate=1000"), 7);
  }

  @Test
  void dropsAndCountsWhatASlowReaderHasNoRoomForWhenSetSo() throws IOException {
    TwinServer server = serve("outbox=50", "overflow=drop");
    DeliveryCounts counts = server.replies().counts();
    String fast = "/stream?tokens=30000&rate=10000&envelope=plain";
    try (RawClient client = mount.client(server.port(), 4096)) {
      TestReader reader = TestReader.knock(mount.transport(), client, fast);
      eventually(
          "some are dropped or all is sent",
          () -> counts.dropped.sum() > 0 || server.replies().alive() == 0);
      List<Integer> seen = indexes(reader.opened().rest());
      assertThat(seen).isSorted().doesNotHaveDuplicates();
      assertThat(seen).hasSize(30_000 - (int) counts.dropped.sum());
      assertThat(counts.overflowed.sum()).isZero();
      assertThat(counts.tokens.sum()).isEqualTo(seen.size());
    }
  }
}
