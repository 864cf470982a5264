package twinstream.delivery;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.util.concurrent.EventExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to Redis: pipelined, waited for by nobody, given up when it does not answer in
/// time, and made again until it stands. All it does is done on one thread, which is the
/// connection's own; answers come there, too.
final class RedisLink {
  /// Longest that a reader waits for its answer, and a connection for its beginning.
  static final Duration PATIENCE = Duration.ofMillis(400);

  // Longest that Redis may take to answer before all that waits for it is given up. A server or a
  // Redis that is held up for a moment must not cost every reply its log.
  private static final Duration LOST_AFTER = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final long RETRY_MILLIS = 200;
  private static final long LOOK_MILLIS = 100;
  private static final int MOST_REQUESTS = 100_000;

  private record Sent(long nanos, CompletableFuture<Object> answer) {}

  private final URI address;
  private final LogCounts counts;
  private final byte[] channel;
  private final Runnable whenUp;
  private final Consumer<String> whenHeard;
  private final RedisThreads threads;
  private final EventExecutor thread;
  private final RedisClient client;
  // The link's thread only.
  private final Queue<Sent> unanswered = new ArrayDeque<>();
  private @Nullable StatefulRedisPubSubConnection<byte[], byte[]> connection;
  private boolean looks;
  private boolean flushes;
  private boolean saidDown;
  private volatile boolean up;
  private volatile boolean closed;

  /// Begins to connect.
  ///
  /// @param channel what is published there is heard
  /// @param whenUp run on the link's thread whenever the connection stands
  /// @param whenHeard told on that thread what was published
  RedisLink(
      URI address, LogCounts counts, String channel, Runnable whenUp, Consumer<String> whenHeard) {
    this.address = address;
    this.counts = counts;
    this.channel = SharedHead.utf8(channel);
    this.whenUp = whenUp;
    this.whenHeard = whenHeard;
    threads = new RedisThreads(counts);
    thread = threads.only();
    client = RedisClient.create(threads.resources());
    client.setOptions(
        ClientOptions.builder()
            // Made again by this class alone, so that nothing is sent a second time unasked.
            .autoReconnect(false)
            // Commands and what is published may share a connection since this version.
            .protocolVersion(ProtocolVersion.RESP3)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_REQUESTS)
            .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
            .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
            .build());
    execute(this::connect);
  }

  /// False while Redis is away. Any thread.
  boolean isUp() {
    return up;
  }

  /// Runs an action on the link's thread; not at all once that has ended. Any thread.
  void execute(Runnable action) {
    try {
      thread.execute(action);
    } catch (RejectedExecutionException _) {
      // Closed: the log is told nothing more.
    }
  }

  /// The same after a while.
  void later(Duration delay, Runnable action) {
    try {
      var _ = thread.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // As above.
    }
  }

  private void connect() {
    if (closed) {
      return;
    }
    RedisURI uri =
        RedisURI.builder()
            .withHost(address.getHost())
            .withPort(address.getPort())
            // Of the handshake; a Redis that hangs accepts connections all the same.
            .withTimeout(PATIENCE)
            .build();
    client
        .connectPubSubAsync(ByteArrayCodec.INSTANCE, uri)
        .toCompletableFuture()
        .whenComplete((made, failure) -> execute(() -> connected(made, failure)));
  }

  private void connected(
      @Nullable StatefulRedisPubSubConnection<byte[], byte[]> made, @Nullable Throwable failure) {
    if (made == null || closed) {
      down(failure);
      return;
    }
    connection = made;
    made.setAutoFlushCommands(false);
    made.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
            execute(() -> dropped(made, new IllegalStateException("the connection was closed")));
          }
        });
    made.addListener(
        new RedisPubSubAdapter<byte[], byte[]>() {
          @Override
          public void message(byte[] from, byte[] message) {
            whenHeard.accept(SharedHead.text(message));
          }
        });
    List<CompletableFuture<Object>> needed = new ArrayList<>();
    needed.add(sent(made.async().subscribe(channel).toCompletableFuture()));
    for (LogScript script : LogScript.values()) {
      needed.add(sent(made.async().scriptLoad(script.text()).toCompletableFuture()));
    }
    CompletableFuture.allOf(needed.toArray(CompletableFuture[]::new))
        .whenComplete((_, refused) -> execute(() -> loaded(made, refused)));
  }

  private void loaded(
      StatefulRedisPubSubConnection<byte[], byte[]> made, @Nullable Throwable refused) {
    if (refused != null) {
      dropped(made, refused);
    } else if (connection == made) {
      up = true;
      if (saidDown) {
        saidDown = false;
        LOG.warn("the log at {} is back; new replies can be resumed", address);
      }
      whenUp.run();
    }
  }

  private void dropped(StatefulRedisPubSubConnection<byte[], byte[]> gone, Throwable cause) {
    if (connection != gone) {
      return;
    }
    connection = null;
    up = false;
    if (!closed) {
      gone.closeAsync();
    }
    for (Sent sent = unanswered.poll(); sent != null; sent = unanswered.poll()) {
      if (sent.answer.completeExceptionally(cause)) {
        counts.failures.increment();
      }
    }
    down(cause);
  }

  private void down(@Nullable Throwable cause) {
    if (!closed) {
      if (!saidDown) {
        saidDown = true;
        LOG.warn(
            "the log at {} can't be reached ({}); replies go on but can't be resumed until it is"
                + " back, which is tried again and again",
            address,
            String.valueOf(cause));
      }
      later(Duration.ofMillis(RETRY_MILLIS), this::connect);
    }
  }

  /// Sends a command. The link's thread only.
  ///
  /// @return the answer, which comes on that thread; failed when there is none in time
  CompletableFuture<Object> call(LogScript script, String reply, List<byte[]> arguments) {
    var to = connection;
    if (to == null || !up) {
      counts.failures.increment();
      return CompletableFuture.failedFuture(new IllegalStateException("not connected"));
    }
    counts.commands.increment();
    return sent(
        to.async()
            .<Object>evalsha(
                script.digest(),
                script.output(),
                LogScript.keys(reply),
                arguments.toArray(byte[][]::new))
            .toCompletableFuture());
  }

  private CompletableFuture<Object> sent(CompletableFuture<? extends Object> command) {
    CompletableFuture<Object> answer = new CompletableFuture<>();
    unanswered.add(new Sent(System.nanoTime(), answer));
    command.whenComplete((value, failure) -> {
      if (failure == null) {
        answer.complete(value);
      } else if (answer.completeExceptionally(failure)) {
        counts.failures.increment();
      }
    });
    if (!looks) {
      looks = true;
      later(Duration.ofMillis(LOOK_MILLIS), this::look);
    }
    if (!flushes) {
      flushes = true;
      // Behind what this thread has to do at this moment, so that all of it is one write.
      execute(this::flush);
    }
    return answer;
  }

  private void flush() {
    flushes = false;
    if (connection != null) {
      connection.flushCommands();
    }
  }

  // Redis answers in the order of the commands, so the first without an answer is the oldest.
  private void look() {
    while (!unanswered.isEmpty() && unanswered.peek().answer.isDone()) {
      unanswered.remove();
    }
    Sent oldest = unanswered.peek();
    looks = oldest != null;
    if (oldest == null) {
      return;
    }
    if (System.nanoTime() - oldest.nanos > LOST_AFTER.toNanos() && connection != null) {
      looks = false;
      dropped(connection, new TimeoutException("no answer in " + LOST_AFTER));
    } else {
      later(Duration.ofMillis(LOOK_MILLIS), this::look);
    }
  }

  /// Waits until every command has its answer. Not on the link's thread.
  ///
  /// @param untilNanos when not to wait any longer, on the [System#nanoTime()] clock
  void settle(long untilNanos) {
    CompletableFuture<Void> settled = new CompletableFuture<>();
    execute(() -> settle(settled));
    try {
      settled.get(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // Redis has had its time.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(CompletableFuture<Void> settled) {
    if (unanswered.stream().allMatch(sent -> sent.answer.isDone())) {
      settled.complete(null);
    } else {
      later(Duration.ofMillis(1), () -> settle(settled));
    }
  }

  /// Ends the connection and its threads; what has no answer yet gets none.
  void close() {
    closed = true;
    up = false;
    client
        .shutdownAsync(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> threads.close());
  }
}
