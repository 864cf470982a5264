package twinstream.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/// One connection of HTTP/2 in cleartext, frame by frame.
final class Http2TestClient implements AutoCloseable {
  private final HTTP2Client client = new HTTP2Client();
  private final Session session;

  /// Completed with the reason when the server says that it goes.
  final CompletableFuture<String> goAway = new CompletableFuture<>();

  /// One request and what came of it.
  final class Exchange implements Stream.Listener {
    final CompletableFuture<MetaData.Response> head = new CompletableFuture<>();
    final CompletableFuture<String> content = new CompletableFuture<>();
    final CompletableFuture<Integer> reset = new CompletableFuture<>();
    final AtomicInteger frames = new AtomicInteger();
    private final StringBuffer text = new StringBuffer();
    private final Stream stream;

    private Exchange(MetaData.Request request, boolean last) throws Exception {
      stream =
          session.newStream(new HeadersFrame(request, null, last), this).get(5, TimeUnit.SECONDS);
    }

    @Override
    public void onHeaders(Stream ignored, HeadersFrame frame) {
      head.complete((MetaData.Response) frame.getMetaData());
      if (frame.isEndStream()) {
        content.complete("");
      } else {
        ignored.demand();
      }
    }

    @Override
    public void onDataAvailable(Stream ignored) {
      Stream.Data data = ignored.readData();
      if (data == null) {
        ignored.demand();
        return;
      }
      frames.incrementAndGet();
      text.append(StandardCharsets.ISO_8859_1.decode(data.frame().getByteBuffer()));
      data.release();
      if (data.frame().isEndStream()) {
        content.complete(text.toString());
      } else {
        ignored.demand();
      }
    }

    @Override
    public void onReset(Stream ignored, ResetFrame frame, Callback callback) {
      reset.complete(frame.getError());
      callback.succeeded();
    }

    void send(byte[] bytes) {
      stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(bytes), false), Callback.NOOP);
    }

    /// What has come so far, a character for each byte.
    String text() {
      return text.toString();
    }

    void cancel() {
      stream.reset(new ResetFrame(stream.getId(), 8), Callback.NOOP);
    }

    int status() throws Exception {
      return head.get(5, TimeUnit.SECONDS).getStatus();
    }

    String content() throws Exception {
      return content.get(5, TimeUnit.SECONDS);
    }
  }

  Http2TestClient(int port) throws Exception {
    client.start();
    session =
        client
            .connect(
                new InetSocketAddress("127.0.0.1", port),
                new Session.Listener() {
                  @Override
                  public void onGoAway(Session ignored, GoAwayFrame frame) {
                    goAway.complete(frame.tryConvertPayload());
                  }
                })
            .get(5, TimeUnit.SECONDS);
  }

  Exchange get(String target, String... fields) throws Exception {
    return new Exchange(request("GET", target, fields), true);
  }

  Exchange send(String method, String target, boolean last, String... fields) throws Exception {
    return new Exchange(request(method, target, fields), last);
  }

  /// A WebSocket's extended CONNECT (RFC 8441, 4).
  Exchange webSocket(String target, String... fields) throws Exception {
    var all = HttpFields.build().put("sec-websocket-version", "13");
    add(all, fields);
    return new Exchange(
        new MetaData.ConnectRequest(
            "http",
            new org.eclipse.jetty.http.HostPortHttpField("localhost"),
            target,
            all,
            "websocket"),
        false);
  }

  private static MetaData.Request request(String method, String target, String... fields) {
    var all = HttpFields.build();
    add(all, fields);
    return new MetaData.Request(
        method, HttpURI.from("http://localhost" + target), HttpVersion.HTTP_2, all);
  }

  private static void add(HttpFields.Mutable all, String... fields) {
    for (String field : List.of(fields)) {
      all.add(field.substring(0, field.indexOf(':')), field.substring(field.indexOf(':') + 2));
    }
  }

  boolean isOpen() {
    return !session.isClosed();
  }

  @Override
  public void close() throws Exception {
    client.stop();
  }
}
