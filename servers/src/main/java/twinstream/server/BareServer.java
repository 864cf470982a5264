package twinstream.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import twinstream.delivery.Replies;
import twinstream.transport.Transports;

/// The floor: what tokens cost a JVM that does nothing but write each of them to its socket. The
/// wire of the control (`raw-tcp`) without Jetty, without an outbox: the pacer's thread writes, one
/// other thread accepts and reads. A reader whose socket takes no more is cut off. Nobody serves
/// people with this.
public final class BareServer implements AutoCloseable {
  private static final int ACCEPT_QUEUE = 4096;
  private static final List<String> OF_JETTY =
      List.of(
          "buffers.least.bytes",
          "buffers.most.bytes",
          "buffers.pool",
          "connector.acceptors",
          "connector.idle.millis",
          "connector.queue",
          "connector.selectors",
          "connector.shutdown.idle.millis",
          "protocols",
          "server.stop.millis",
          "stream.idle.millis",
          "threads.least",
          "threads.most",
          "threads.pool");
  private static final List<String> OF_OUTBOXES =
      List.of("message.bytes", "outbox.flush", "outbox.messages", "outbox.overflow");

  /// Settings that this server lacks, and why.
  static final Map<String, String> DIFFERENCES = differences();

  private static Map<String, String> differences() {
    Map<String, String> differences = new TreeMap<>();
    OF_JETTY.forEach(name -> differences.put(name, "the floor is a server without Jetty"));
    OF_OUTBOXES.forEach(name -> differences.put(name, "the floor writes without an outbox"));
    return differences;
  }

  private final Replies replies;
  private final LongAdder bytesOut = new LongAdder();
  // No message of this server is longer.
  private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);
  private final AdminServer admin;
  private final Selector selector;
  private final ServerSocketChannel listening;
  private final Thread thread;

  /// Listens at once, on 127.0.0.1.
  ///
  /// @throws ServerStartException when a port is taken, with a sentence
  /// @throws IllegalArgumentException when it is set to share a log
  public BareServer(ServerSettings settings, int port, int adminPort) {
    if (settings.log().redis() != null) {
      throw new IllegalArgumentException(
          "log must be memory on %s, which can't resume, but is %s"
              .formatted(Transports.FLOOR, settings.log()));
    }
    replies = new Replies(settings.limits(), settings.flush(), settings.precision());
    var meters =
        new ServerMeters(
            Transports.FLOOR, replies, bytesOut::sum, new Gate(settings.limits().connections()));
    admin = new AdminServer(meters.registry(), replies, () -> false, this::settings, adminPort);
    int wanted = port;
    try {
      selector = Selector.open();
      listening = ServerSocketChannel.open();
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ACCEPT_QUEUE);
      listening.configureBlocking(false);
      listening.register(selector, SelectionKey.OP_ACCEPT);
      wanted = adminPort;
      admin.start();
    } catch (Exception e) {
      replies.close();
      throw new ServerStartException(wanted, e);
    }
    thread = Thread.ofPlatform().name(Transports.FLOOR).daemon().start(this::serve);
  }

  /// Public port.
  public int port() {
    return listening.socket().getLocalPort();
  }

  /// Port of administration.
  public int adminPort() {
    return admin.port();
  }

  /// What it is set to, read back from it.
  LiveSettings settings() {
    return LiveSettings.of(
        selector.keys().stream()
            .map(SelectionKey::channel)
            .filter(SocketChannel.class::isInstance)
            .map(SocketChannel.class::cast)
            .limit(SocketFacts.MOST_SOCKETS)
            .toList(),
        replies);
  }

  /// What was delivered so far.
  Replies replies() {
    return replies;
  }

  private void serve() {
    try {
      while (listening.isOpen()) {
        selector.select(this::ready);
      }
    } catch (ClosedSelectorException | IOException _) {
      // Closed: nothing is served any more.
    }
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof BareStream stream) {
      stream.read();
      return;
    }
    try {
      SocketChannel accepted = listening.accept();
      if (accepted != null) {
        accepted.configureBlocking(false);
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.register(
            selector, SelectionKey.OP_READ, new BareStream(accepted, replies, bytesOut, out));
      }
    } catch (IOException _) {
      // That reader is gone before it was one.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      selector.close();
      thread.join(1_000);
    } catch (IOException e) {
      throw new IllegalStateException("a listening socket could not be closed", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    replies.close();
    admin.close();
  }
}
