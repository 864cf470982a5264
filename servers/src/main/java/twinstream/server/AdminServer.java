package twinstream.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import twinstream.delivery.Replies;

/// Administration, on a server of its own and on 127.0.0.1 alone: a scrape is neither public nor
/// inside what is measured, and its blocking handler does not make the measured one dispatch.
///
/// `/metrics` (Prometheus text or OpenMetrics), `/health`, `/clock` (this process's
/// [System#nanoTime()]), `/departures` (replies whose reader left early: how many there were, then
/// a line for each of the latest: id, first index that was not produced, time of the last one that
/// was), `/settings` ([LiveSettings], one a line), and `POST /collect` (a full garbage collection,
/// then the heap in use), and `/now` (open streams, tokens so far, and `open` or `closing`, in one
/// line: cheap enough to be asked for while a trial goes on).
final class AdminServer implements AutoCloseable {
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Server server;
  private final ServerConnector connector;

  AdminServer(
      PrometheusMeterRegistry registry,
      Replies replies,
      BooleanSupplier closing,
      Supplier<LiveSettings> settings,
      int port) {
    var threads = new QueuedThreadPool(4, 1);
    threads.setName("admin");
    threads.setDaemon(true);
    server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Pages(registry, replies, closing, settings));
    server.setErrorHandler(new PlainErrors());
  }

  void start() throws Exception {
    server.start();
  }

  /// The port asked for, 0 for any free one.
  int wantedPort() {
    return connector.getPort();
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    TwinServer.stop(server);
  }

  private static final class Pages extends Handler.Abstract {
    private final PrometheusMeterRegistry registry;
    private final Replies replies;
    private final BooleanSupplier closing;
    private final Supplier<LiveSettings> settings;

    Pages(
        PrometheusMeterRegistry registry,
        Replies replies,
        BooleanSupplier closing,
        Supplier<LiveSettings> settings) {
      this.registry = registry;
      this.replies = replies;
      this.closing = closing;
      this.settings = settings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      switch (Request.getPathInContext(request)) {
        case "/metrics" -> metrics(request, response, callback);
        case "/health" -> send(response, TEXT, "ok\n", callback);
        // Read as late as possible: the caller brackets it with two readings of its own.
        case "/clock" -> send(response, TEXT, System.nanoTime() + "\n", callback);
        case "/now" -> send(response, TEXT, now(), callback);
        case "/departures" -> send(response, TEXT, departures(), callback);
        case "/settings" -> send(response, TEXT, settings.get().text(), callback);
        case "/collect" -> collect(request, response, callback);
        default -> Response.writeError(request, response, callback, 404);
      }
      return true;
    }

    private void metrics(Request request, Response response, Callback callback) {
      String accept = request.getHeaders().get(HttpHeader.ACCEPT);
      String type =
          accept != null && accept.contains("openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
      send(response, type, registry.scrape(type), callback);
    }

    private String now() {
      return "%d %d %s\n"
          .formatted(
              replies.counts().open(),
              replies.counts().tokens.sum(),
              closing.getAsBoolean() ? "closing" : "open");
    }

    // In this order: one that comes between the two makes the list look incomplete, and it is.
    private String departures() {
      return replies.departures().all() + "\n" + lines();
    }

    private String lines() {
      return replies.departures().latest().stream()
          .map(gone -> gone.reply() + " " + gone.next() + " " + gone.lastNanos() + "\n")
          .collect(Collectors.joining());
    }

    private static void collect(Request request, Response response, Callback callback) {
      if (HttpMethod.POST.is(request.getMethod())) {
        send(response, TEXT, Heap.collect().text(), callback);
      } else {
        Response.writeError(request, response, callback, 405);
      }
    }

    private static void send(Response response, String type, String text, Callback callback) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      Content.Sink.write(response, true, text, callback);
    }
  }
}
