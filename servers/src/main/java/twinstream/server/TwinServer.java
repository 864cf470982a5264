package twinstream.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import twinstream.delivery.Limits;
import twinstream.delivery.Replies;
import twinstream.transport.Http2Connections;
import twinstream.transport.HttpTransport;
import twinstream.transport.StreamHandler;
import twinstream.transport.Transport;

/// One Jetty server with the one set-up that the twins share; the transport is the only argument in
/// which they differ. Fully asynchronous: no handler blocks, no stream has a thread.
public final class TwinServer implements AutoCloseable {
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;
  private static final int ACCEPT_QUEUE = 4096;
  private static final int MIN_THREADS = 4;
  private static final int MAX_THREADS = 16;
  // Small steps: a token needs some hundred bytes, and a write that hangs holds its buffer.
  private static final int POOL_FACTOR_BYTES = 64;
  private static final int POOL_MAX_BYTES = 64 * 1024;
  // Outboxes bound what can be in use at a time. With a bound of its own, Jetty's pool adds up all
  // of its buckets whenever a buffer comes back, which took a quarter of the time of a token.
  private static final long UNBOUNDED = -1;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private final Server server;
  private final LeanConnector connector;
  private final Replies replies;
  private final Gate gate;
  private final Duration drain;
  private final Transport mounted;
  private final ServerMeters meters;
  private final AdminServer admin;

  /// A server with standard settings but for its limits.
  public TwinServer(Transport transport, Limits limits, int port, int adminPort) {
    this(transport, ServerSettings.STANDARD.withLimits(limits), port, adminPort);
  }

  /// A server that is not started yet. Both ports are on 127.0.0.1.
  ///
  /// @param port public port, 0 for any free one
  /// @param adminPort port of administration, 0 for any free one
  /// @throws IllegalArgumentException when the transport has no such compression
  public TwinServer(Transport transport, ServerSettings settings, int port, int adminPort) {
    Limits limits = settings.limits();
    var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName(transport.name());
    server =
        new Server(
            threads,
            null,
            new ArrayByteBufferPool(
                0, POOL_FACTOR_BYTES, POOL_MAX_BYTES, Integer.MAX_VALUE, UNBOUNDED, UNBOUNDED));
    replies = new Replies(limits, settings.flush(), settings.precision(), settings.log());
    gate = new Gate(limits.connections());
    drain = limits.connections().drain();
    connector = connector(transport, settings, port);
    connector.addBean(new HeaderDeadline(connector, limits.connections().headerDeadline(), gate));
    server.addConnector(connector);
    mounted = transport.compressing(settings.compression());
    if (mounted instanceof HttpTransport http) {
      server.setHandler(
          new Handler.Sequence(new HealthPage(gate), new StreamHandler(http, replies, gate)));
    }
    server.setErrorHandler(new PlainErrors());
    // Longer silences than Jetty's one second are normal while a stream drains.
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    meters = new ServerMeters(transport.name(), replies, connector, gate);
    admin = new AdminServer(meters.registry(), replies, gate::isClosed, this::settings, adminPort);
  }

  /// A server from the words of a command line: settings, and for the self-test alone a [Plant].
  static TwinServer of(Transport transport, List<String> words, int port, int adminPort) {
    var made = new TwinServer(transport, ServerSettings.of(Plant.settings(words)), port, adminPort);
    Plant.among(words).forEach(plant -> plant.into(made.connector));
    return made;
  }

  private LeanConnector connector(Transport transport, ServerSettings settings, int port) {
    Limits limits = settings.limits();
    var made =
        new LeanConnector(
            server,
            ACCEPTORS,
            SELECTORS,
            gate,
            Connections.of(transport, settings.tls(), replies, gate)
                .toArray(ConnectionFactory[]::new));
    made.setHost("127.0.0.1");
    made.setPort(port);
    made.setAcceptQueueSize(ACCEPT_QUEUE);
    // Jetty's word for the system's own choice is -1.
    made.setAcceptedSendBufferSize(
        settings.sendBufferBytes() == 0 ? -1 : settings.sendBufferBytes());
    made.setIdleTimeout(limits.idleTimeout().toMillis());
    made.setShutdownIdleTimeout(limits.idleTimeout().toMillis());
    return made;
  }

  /// Starts listening.
  ///
  /// @throws ServerStartException when a port is taken, with a sentence
  public TwinServer start() {
    int wanted = connector.getPort();
    try {
      server.start();
      wanted = admin.wantedPort();
      admin.start();
    } catch (Exception e) {
      close();
      throw new ServerStartException(wanted, e);
    }
    if (server.getInvocationType() != InvocationType.NON_BLOCKING) {
      close();
      throw new IllegalStateException(
          "the handler tree is %s, so every request would be dispatched to a thread"
              .formatted(server.getInvocationType()));
    }
    return this;
  }

  /// Public port, once started.
  public int port() {
    return connector.getLocalPort();
  }

  /// Port of administration, once started.
  public int adminPort() {
    return admin.port();
  }

  /// What was delivered so far.
  public Replies replies() {
    return replies;
  }

  /// What it is set to, read back from it; complete while a stream is open.
  public LiveSettings settings() {
    return LiveSettings.of(server, connector, replies, mounted);
  }

  /// The meters, as the admin port serves them.
  public PrometheusMeterRegistry registry() {
    return meters.registry();
  }

  /// Stops without cutting anybody short who can be spared, within the limits' `drain`: requests
  /// are refused from now on (503; new connections, too, so that `/health` can say so), streams
  /// without a reply end at once, replies go on until three quarters of the time are over. A stream
  /// that then has not ended ends with an error message, a WebSocket's close says 1001, and a
  /// connection of HTTP/2 is told by GOAWAY. Who reads nothing of this is cut when the time is up.
  /// At last a shared log is told what it lacks, which takes half a second more at most.
  public void stopGracefully() {
    long timeNanos = drain.toNanos();
    long startNanos = System.nanoTime();
    gate.close();
    Http2Connections.tellToGo(connector.getConnectedEndPoints());
    replies.endIdleStreams();
    awaitEnds(startNanos + timeNanos / 4 * 3);
    replies.endAllStreams();
    awaitEnds(startNanos + timeNanos);
    close();
  }

  private void awaitEnds(long untilNanos) {
    while (replies.counts().open() > 0 && System.nanoTime() < untilNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public void close() {
    stop(server);
    replies.close();
    admin.close();
  }

  static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception _) {
      // Streams that outlast the stop time-out are cut; that is what stopping means here.
    }
  }
}
