package twinstream.probe;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Asks an endpoint, by the JDK's own client, and notes what comes.
final class Endpoint {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private Endpoint() {}

  /// Listens until the stream ends or the time is over.
  ///
  /// @throws UnreachableException when there is nobody
  static Heard listen(ProbeRequest request) {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            // In cleartext the client would ask for an upgrade to HTTP/2, which no user of it
            // expects.
            .version(
                request.url().getScheme().equals("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .build();
    try {
      return request.upgrades() ? upgraded(client, request) : plain(client, request);
    } finally {
      client.shutdownNow();
    }
  }

  private static Heard plain(HttpClient client, ProbeRequest request) {
    var asked = HttpRequest.newBuilder(request.url());
    try {
      if (request.headers().stream().noneMatch(h -> h.name().equalsIgnoreCase("accept"))) {
        asked.header("Accept", "text/event-stream");
      }
      if (request.data() != null && request.data().stripLeading().startsWith("{")) {
        asked.header("Content-Type", "application/json");
      }
      request.headers().forEach(header -> asked.setHeader(header.name(), header.value()));
      asked.method(
          request.method(),
          request.data() == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(request.data()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the request can't be made: " + e.getMessage(), e);
    }
    var listening = new Listening();
    var head = new AtomicReference<HttpResponse.@Nullable ResponseInfo>();
    long deadline = System.nanoTime() + request.atMost().toNanos();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            asked.build(),
            info -> {
              head.set(info);
              listening.opened();
              return new Body(info, listening);
            });
    var _ =
        answer.exceptionally(failure -> {
          listening.broken(sentence(failure));
          return null;
        });
    Recording.Ending ending = listening.await(deadline);
    HttpResponse.ResponseInfo info = head.get();
    if (info == null && answer.isCompletedExceptionally()) {
      refuseUnreachable(request, answer.exceptionNow());
    }
    return new Heard(
        false,
        info == null ? 0 : info.statusCode(),
        info == null ? "" : named(info.version()),
        info == null ? Map.of() : info.headers().map(),
        listening.recording(ending),
        listening.reason());
  }

  private static Heard upgraded(HttpClient client, ProbeRequest request) {
    var builder = client.newWebSocketBuilder();
    try {
      request.headers().forEach(header -> builder.header(header.name(), header.value()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the request can't be made: " + e.getMessage(), e);
    }
    var listening = new Listening();
    long deadline = System.nanoTime() + request.atMost().toNanos();
    var socket = builder.buildAsync(request.url(), new Messages(listening, request.send()));
    var _ =
        socket.exceptionally(failure -> {
          listening.broken(sentence(failure));
          return null;
        });
    Recording.Ending ending = listening.await(deadline);
    if (socket.isCompletedExceptionally()) {
      Throwable failure = unwrapped(socket.exceptionNow());
      if (failure instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
        HttpResponse<?> response = refused.getResponse();
        return new Heard(
            true,
            response.statusCode(),
            named(response.version()),
            response.headers().map(),
            listening.recording(ending),
            listening.reason());
      }
      refuseUnreachable(request, failure);
    }
    boolean open = socket.isDone() && !socket.isCompletedExceptionally();
    return new Heard(
        true,
        open ? 101 : 0,
        "HTTP/1.1",
        Map.of(),
        listening.recording(ending),
        listening.reason());
  }

  private static void refuseUnreachable(ProbeRequest request, Throwable wrapped) {
    String sentence =
        switch (unwrapped(wrapped)) {
          case HttpConnectTimeoutException _ ->
              "nobody answers at %s within %d s"
                  .formatted(request.url(), CONNECT_TIMEOUT.toSeconds());
          case ConnectException _ -> "nothing listens at " + request.url();
          case SSLException e -> "TLS with %s failed: %s".formatted(request.url(), e.getMessage());
          default -> null;
        };
    if (sentence != null) {
      throw new UnreachableException(sentence);
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static String sentence(Throwable failure) {
    Throwable cause = unwrapped(failure);
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static String named(HttpClient.Version version) {
    return switch (version) {
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2";
      default -> version.toString();
    };
  }

  /// The answer's body, timed read by read.
  private static final class Body implements HttpResponse.BodySubscriber<Void> {
    private final Pieces pieces;
    private final Listening listening;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Body(HttpResponse.ResponseInfo head, Listening listening) {
      this.listening = listening;
      pieces =
          Pieces.of(
              head.headers().firstValue("content-type").orElse(""),
              head.headers().firstValue("content-encoding").isPresent());
    }

    @Override
    public CompletableFuture<Void> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      long nanos = System.nanoTime();
      for (ByteBuffer buffer : buffers) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        pieces.read(bytes);
        listening.arrived(nanos, pieces.tokens, pieces.heartbeats);
      }
    }

    @Override
    public void onError(Throwable failure) {
      listening.broken(sentence(failure));
      done.complete(null);
    }

    @Override
    public void onComplete() {
      listening.ended();
      done.complete(null);
    }
  }
}
