package twinstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static twinstream.delivery.Eventually.eventually;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What [ReaderWatch] relies on in Jetty beyond its documentation.
class ReaderWatchTest {
  /// A request whose response the test has in its hand.
  private record Held(Request request, Response response, Callback callback) {
    EndPoint endPoint() {
      return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    void answer() {
      response.write(true, ByteBuffer.wrap("ok".getBytes(StandardCharsets.US_ASCII)), callback);
    }
  }

  private final BlockingQueue<Held> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger gone = new AtomicInteger();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            return requests.add(new Held(request, response, callback));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private RawClient client() throws Exception {
    return new RawClient(connector.getLocalPort());
  }

  private Held held() throws InterruptedException {
    Held held = requests.poll(5, TimeUnit.SECONDS);
    if (held == null) {
      throw new AssertionError("no request came");
    }
    return held;
  }

  private ReaderWatch watch(Held held) {
    return ReaderWatch.start(held.endPoint(), Callback.from(() -> {}, _ -> gone.incrementAndGet()));
  }

  @Test
  void noticesAReaderWhoLeavesWhileNothingIsWritten() throws Exception {
    try (RawClient client = client()) {
      client.get("/");
      watch(held());
    }
    eventually("gone", () -> gone.get() == 1);
  }

  @Test
  void noticesAReaderWhoLeftBeforeItBegan() throws Exception {
    RawClient client = client();
    client.get("/");
    Held held = held();
    client.reset();
    watch(held);
    eventually("gone", () -> gone.get() == 1);
  }

  @Test
  void noticesAReset() throws Exception {
    RawClient client = client();
    client.get("/");
    watch(held());
    client.reset();
    eventually("gone", () -> gone.get() == 1);
  }

  @Test
  void leavesTheConnectionToTheNextRequestWhenItIsStopped() throws Exception {
    try (RawClient client = client()) {
      for (int i = 0; i < 3; i++) {
        client.get("/" + i);
        Held held = held();
        watch(held).stop();
        held.answer();
        assertThat(client.text(client.head())).isEqualTo("ok");
      }
    }
    assertThat(gone).hasValue(0);
  }

  @Test
  void handsTheNextRequestToTheConnection() throws Exception {
    try (RawClient client = client()) {
      client.get("/1");
      Held first = held();
      ReaderWatch watch = watch(first);
      client.get("/2");
      eventually("its bytes are taken", () -> !first.endPoint().isFillInterested());
      watch.stop();
      first.answer();
      Held second = held();
      assertThat(second.request().getHttpURI().getPath()).isEqualTo("/2");
      second.answer();
      client.text(client.head());
      assertThat(client.text(client.head())).isEqualTo("ok");
    }
    assertThat(gone).hasValue(0);
  }

  @Test
  void isNoneOfItsBusinessThatTheReaderLeavesWhenItIsStopped() throws Exception {
    try (RawClient client = client()) {
      client.get("/");
      Held held = held();
      watch(held).stop();
      held.answer();
      client.text(client.head());
    }
    eventually("the connection is closed", () -> connector.getConnectedEndPoints().isEmpty());
    assertThat(gone).hasValue(0);
  }
}
