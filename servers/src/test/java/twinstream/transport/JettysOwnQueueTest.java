package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import twinstream.delivery.Limits;
import twinstream.delivery.Overflow;
import twinstream.delivery.Replies;

/// A finding: what waits for one reader who reads nothing, where a server sends as Jetty lets it
/// out of the box, and where an outbox stands before it. Both get as many messages, as long as a
/// token in the openai envelope, and kernel buffers of the same size.
class JettysOwnQueueTest {
  private static final int MESSAGES = 50_000;
  private static final int MESSAGE_BYTES = 170;
  private static final int BUFFER_BYTES = 16_384;
  private static final int OUTBOX = 1_024;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final Replies replies =
      new Replies(Limits.STANDARD.withOutbox(OUTBOX, Overflow.DISCONNECT));

  @BeforeEach
  void listen() {
    connector.setHost("127.0.0.1");
    connector.setAcceptedSendBufferSize(BUFFER_BYTES);
    server.addConnector(connector);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    replies.close();
  }

  @Test
  void growsWithEachMessageWhereNobodyReads() throws Exception {
    var eager = new Eager();
    server.setHandler(upgrading(eager));
    server.start();
    try (RawClient stalled = new RawClient(connector.getLocalPort(), BUFFER_BYTES)) {
      TestReader.knock(Transports.named("ws-h1"), stalled, "/");
      eventually("all is handed over", () -> eager.sent.get() == MESSAGES);

      // Each is a frame with its bytes on the heap, and nothing ends it but the reader.
      assertThat(eager.bound).as("Jetty's bound").isEqualTo(-1);
      assertThat(eager.sent.get() - eager.written.get())
          .as("frames that wait, %d bytes each", MESSAGE_BYTES)
          .isGreaterThan(MESSAGES * 9 / 10);
    }
  }

  @Test
  void isNeverLongerThanItsBoundWhereAnOutboxStandsBeforeIt() throws Exception {
    server.setHandler(
        new StreamHandler((HttpTransport) Transports.named("ws-h1"), replies, _ -> null));
    server.start();
    try (RawClient stalled = new RawClient(connector.getLocalPort(), BUFFER_BYTES)) {
      TestReader.knock(
          Transports.named("ws-h1"),
          stalled,
          "/stream?tokens=" + MESSAGES + "&rate=10000&envelope=openai");
      eventually("the reader is cut off", () -> replies.counts().overflowed.sum() == 1);

      // Of all that was asked for no more was made than the outbox and the kernel took.
      assertThat(replies.counts().tokens.sum()).isLessThan(OUTBOX + MESSAGES / 10);
      assertThat(replies.counts().wasted.sum()).isLessThanOrEqualTo(OUTBOX);
    }
  }

  private static Handler upgrading(FrameHandler handler) {
    var mappings = new WebSocketMappings();
    WebSocketNegotiator negotiator = (_, _, _) -> handler;
    return new Handler.Abstract.NonBlocking() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        return mappings.upgrade(
            negotiator, request, response, callback, new Configuration.ConfigurationCustomizer());
      }
    };
  }

  /// Sends all at once, as Jetty's API takes it: without waiting for a callback.
  private static final class Eager implements FrameHandler {
    private final byte[] message = "x".repeat(MESSAGE_BYTES).getBytes(StandardCharsets.US_ASCII);
    final AtomicInteger sent = new AtomicInteger();
    final AtomicInteger written = new AtomicInteger();
    volatile int bound;

    @Override
    public void onOpen(CoreSession session, Callback callback) {
      bound = session.getMaxOutgoingFrames();
      callback.succeeded();
      session.demand();
      for (int i = 0; i < MESSAGES; i++) {
        session.sendFrame(
            new Frame(OpCode.TEXT, java.nio.ByteBuffer.wrap(message.clone())),
            Callback.from(written::incrementAndGet, _ -> {}),
            false);
        sent.incrementAndGet();
      }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onError(@Nullable Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
