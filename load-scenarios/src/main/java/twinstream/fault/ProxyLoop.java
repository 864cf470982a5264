package twinstream.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/// The one thread that moves the bytes of all connections of a proxy.
final class ProxyLoop implements Runnable {
  private static final int ACCEPT_QUEUE = 4096;
  private static final int READ_BYTES = 64 * 1024;

  private final InetSocketAddress target;
  private final Way up;
  private final Way down;
  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final Alarm alarm = new Alarm(selector);
  private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
  private final Queue<Outlet> awaited =
      new PriorityQueue<>((one, other) -> Long.signum(one.awaitedNanos() - other.awaitedNanos()));
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile long frozenUntilNanos = System.nanoTime();
  private volatile boolean stopped;

  ProxyLoop(InetSocketAddress target, Way up, Way down) throws IOException {
    this.target = target;
    this.up = up;
    this.down = down;
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ACCEPT_QUEUE);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  InetSocketAddress target() {
    return target;
  }

  Selector selector() {
    return selector;
  }

  /// For one read; its content is gone with the next one.
  ByteBuffer buffer() {
    return buffer;
  }

  /// Any thread.
  int port() {
    return listener.socket().getLocalPort();
  }

  /// Any thread.
  int accepted() {
    return accepted.get();
  }

  /// Any thread.
  void freeze(Duration length) {
    long untilNanos = System.nanoTime() + length.toNanos();
    synchronized (this) {
      if (untilNanos - frozenUntilNanos > 0) {
        frozenUntilNanos = untilNanos;
      }
    }
  }

  /// Any thread. What is held and what is open ends soon after.
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  boolean isDue(long dueNanos, long nowNanos) {
    return dueNanos - nowNanos <= 0 && frozenUntilNanos - nowNanos <= 0;
  }

  /// Calls the outlet back when its first step is due.
  void await(Outlet outlet) {
    awaited.add(outlet);
  }

  @Override
  public void run() {
    alarm.start();
    try {
      while (!stopped) {
        select();
        release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      end();
    }
  }

  private void select() throws IOException {
    Outlet next = awaited.peek();
    long nowNanos = System.nanoTime();
    long dueNanos = next == null ? nowNanos + Alarm.FAR_NANOS : next.awaitedNanos();
    if (isDue(dueNanos, nowNanos)) {
      selector.selectNow(this::ready);
    } else {
      boolean frozen = frozenUntilNanos - dueNanos > 0;
      alarm.set(frozen ? frozenUntilNanos : dueNanos);
      selector.select(this::ready);
    }
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      connection.ready(key);
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
        int number = accepted.getAndIncrement();
        open(client, number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy can't accept any more", e);
    }
  }

  private void open(SocketChannel client, int number) {
    try {
      Connection.open(client, this, up, down, number);
    } catch (IOException _) {
      // No socket is left for the other leg, or the client is gone already.
      close(client);
    }
  }

  private void release() {
    long nowNanos = System.nanoTime();
    for (Outlet next = awaited.peek();
        next != null && isDue(next.awaitedNanos(), nowNanos);
        next = awaited.peek()) {
      awaited.remove();
      next.due();
    }
  }

  private void end() {
    selector.keys().forEach(key -> close(key.channel()));
    // Only this frees the sockets.
    close(selector);
    try {
      alarm.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Closeable open) {
    try {
      open.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
