package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.delivery.Overflow;
import twinstream.delivery.Replies;
import twinstream.server.TwinServer;

/// A stream's compressor is freed once, however the stream ends.
class FreedEncodersTest {
  private static final int STREAMS = 50;

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger freed = new AtomicInteger();
  private final List<RawClient> clients = new ArrayList<>();
  private final TwinServer server =
      new TwinServer(new Counted(), Limits.STANDARD.withOutbox(64, Overflow.DISCONNECT), 0, 0);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    server.close();
  }

  private final class CountedEncoder implements EventEncoder {
    private final EventEncoder encoder = new ZstdEncoder();
    private boolean free;

    CountedEncoder() {
      made.incrementAndGet();
    }

    @Override
    public int maxBytes(int bytes) {
      return encoder.maxBytes(bytes);
    }

    @Override
    public void encode(ByteBuffer events, boolean last, ByteBuffer target) {
      assertThat(free).isFalse();
      encoder.encode(events, last, target);
    }

    @Override
    public void free() {
      assertThat(free).isFalse();
      free = true;
      freed.incrementAndGet();
      encoder.free();
    }
  }

  private final class Counted implements HttpTransport {
    private final SseTransport transport =
        new SseTransport(
            "sse-h1", HttpVersion.HTTP_1_1, new ContentCoding("zstd", CountedEncoder::new));

    @Override
    public String name() {
      return transport.name();
    }

    @Override
    public boolean asksByMessage() {
      return false;
    }

    @Override
    public HttpVersion version() {
      return transport.version();
    }

    @Override
    public void open(
        Opening opening, Request request, Response response, Callback callback, Replies replies) {
      transport.open(opening, request, response, callback, replies);
    }
  }

  private void ask(String target) throws IOException {
    for (int i = 0; i < STREAMS; i++) {
      var client = new RawClient(server.port(), 4096);
      clients.add(client);
      client.get(target, "Accept-Encoding: zstd");
    }
  }

  private void allAreMade() throws IOException {
    for (RawClient client : clients) {
      assertThat(client.head().header("Content-Encoding")).isEqualTo("zstd");
      assertThat(client.chunk()).isNotEmpty();
    }
    assertThat(made.get()).isEqualTo(STREAMS);
  }

  private void allAreFreed() {
    eventually("every encoder is freed", () -> freed.get() == STREAMS);
    assertThat(made.get()).isEqualTo(STREAMS);
  }

  @Test
  void isFreedWhenTheReplyHasEnded() throws IOException {
    ask("/stream?tokens=20&rate=500");
    for (RawClient client : clients) {
      assertThat(client.body(client.head())).isNotEmpty();
    }
    allAreFreed();
  }

  @Test
  void isFreedWhenTheReaderLeavesWithFin() throws IOException {
    ask("/stream?tokens=10000&rate=500");
    allAreMade();
    assertThat(freed.get()).isZero();
    for (RawClient client : clients) {
      client.close();
    }
    allAreFreed();
  }

  @Test
  void isFreedWhenTheReaderResetsTheConnection() throws IOException {
    ask("/stream?tokens=10000&rate=500");
    allAreMade();
    for (RawClient client : clients) {
      client.reset();
    }
    allAreFreed();
  }

  @Test
  void isFreedWhenAFloodedReaderLeaves() throws IOException {
    ask("/stream?tokens=100000&pacing=flood&rate=0");
    allAreMade();
    for (RawClient client : clients) {
      client.reset();
    }
    allAreFreed();
  }

  @Test
  void isFreedWhenTheServerStops() throws IOException {
    ask("/stream?tokens=10000&rate=100");
    allAreMade();
    server.close();
    allAreFreed();
  }

  @Test
  void isNeverMadeForASilentStream() throws IOException {
    ask("/idle");
    for (RawClient client : clients) {
      assertThat(client.head().header("Content-Encoding")).isEmpty();
      assertThat(client.chunk()).isNotEmpty();
    }
    assertThat(made.get()).isZero();
  }
}
